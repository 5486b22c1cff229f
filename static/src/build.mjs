// Builds static/built/ from static/src/ and the design system: one stylesheet, three scripts, one icon.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as sass from "sass";

const source = new URL("./", import.meta.url);
const built = new URL("../built/", import.meta.url);
const modules = new URL("../../node_modules/", import.meta.url);

const { css } = sass.compile(new URL("site.scss", source).pathname, {
  loadPaths: [modules.pathname],
  style: "compressed",
  quietDeps: true,
});
const design = readFileSync(new URL("govuk-frontend/dist/govuk/govuk-frontend.min.js", modules), "utf8");
const files = {
  "site.css": css,
  "site.js": readFileSync(new URL("site.js", source)),
  "copy_link.js": readFileSync(new URL("copy_link.js", source)),
  "paste.js": readFileSync(new URL("paste.js", source)),
  "favicon.svg": readFileSync(new URL("favicon.svg", source)),
  // The last line of the design system's module names a source map that isn't served.
  "govuk-frontend.js": design.replace(/\/\/# sourceMappingURL=.*\s*$/, ""),
};

// Nothing is touched before all of it is ready, so that a failed build leaves the last one.
mkdirSync(built, { recursive: true });
for (const name in files) writeFileSync(new URL(name, built), files[name]);
for (const name of readdirSync(built)) if (!(name in files)) rmSync(new URL(name, built));
