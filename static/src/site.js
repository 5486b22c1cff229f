// Pages work without this. It only switches on the design system's own enhancements.
import { initAll } from "./govuk-frontend.js";
import { offerToCopyLinks } from "./copy_link.js";
import { keepPastedTables } from "./paste.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
keepPastedTables();
offerToCopyLinks();
