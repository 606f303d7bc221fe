"""What a browser would send from the forms of a page."""

from html.parser import HTMLParser

Form = dict[str, str]


class Forms(HTMLParser):
    """The forms of a page that post: their addresses and what they would send."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, Form]] = []
        self.select, self.options = "", list[tuple[str, bool]]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect what a browser would send."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((given.get("action", ""), {}))
        if not self.found:
            return
        form = self.found[-1][1]
        if tag == "input" and given.get("name") and given.get("type") not in {"file", "submit"}:
            is_choice = given.get("type") in {"radio", "checkbox"}
            if not is_choice or "checked" in given:
                form[given["name"]] = given.get("value", "on" if is_choice else "")
        elif tag == "textarea":
            form[given.get("name", "")] = ""
        elif tag == "select":
            self.select, self.options = given.get("name", ""), []
        elif tag == "option" and self.select:
            self.options.append((given.get("value", ""), "selected" in given))

    def handle_endtag(self, tag: str) -> None:
        """Choose the selected option, else the first that is one."""
        if tag == "select" and self.found:
            chosen = [value for value, selected in self.options if selected]
            self.found[-1][1][self.select] = chosen[0] if chosen else ""
            self.select = ""
