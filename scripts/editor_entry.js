// What the pages use of the rich text editor; scripts/vendor_assets.sh bundles it into one module.
export { Editor } from "@tiptap/core";
export { StarterKit } from "@tiptap/starter-kit";
