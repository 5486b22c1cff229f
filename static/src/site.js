// Pages work without this. It only switches on the design system's own enhancements.
import { initAll } from "./govuk-frontend.js";
import { keepPastedTables } from "./paste.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
keepPastedTables();
