// Where a link is there to be copied, a button beside it copies it.
export function offerToCopyLinks() {
  if (!navigator.clipboard) return;
  for (const link of document.querySelectorAll("[data-copy-link]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary app-copy-link";
    button.textContent = "Copy link to this version";
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(link.href);
        said.textContent = "The link is copied";
      } catch {
        said.textContent = "Your browser would not copy it: copy the link itself";
      }
    });
    link.after(document.createElement("br"), button, " ", said);
  }
}
