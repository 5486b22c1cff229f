// A table that is pasted from Word or Excel is on the clipboard as HTML too, which keeps its cells
// and bullets apart better than the plain text does. Without this the plain text is what is sent.
export function keepPastedTables() {
  for (const box of document.querySelectorAll("[data-paste-table]")) {
    const beside = document.getElementById(box.dataset.pasteTable);
    box.addEventListener("paste", (event) => {
      beside.value = event.clipboardData?.getData("text/html") ?? "";
    });
    // What was typed or changed by hand is no longer what was pasted.
    box.addEventListener("input", (event) => {
      if (event.inputType !== "insertFromPaste") beside.value = "";
    });
  }
}
