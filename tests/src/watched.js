// Watches what typing into a field changes. A field is its label, its control and what stands with them.
const whole = (control) => control.closest("fieldset") || control.labels[0].parentElement;
const typable = () => all("form input[type=text], form textarea").filter((control) =>
  visible(control) && control.labels.length > 0);
const shown = (node) => clean(node.textContent || node.value || "").slice(0, 40);

// Everything that could be told apart: the elements themselves, what stands in them, and every change to them.
const watch = (control) => {
  const own = whole(control), card = control.closest("article");
  const others = all("form input, form select, form textarea").filter((other) => other !== control && !own.contains(other));
  const before = others.map((other) => [other, other.value, other.checked]);
  const changes = [];
  // The card of a row bears the name that is typed, and shows what follows from it; its other fields stay as they are.
  const elsewhere = (node) => {
    if (own.contains(node)) return false;
    if (!card || !card.contains(node)) return true;
    return others.some((other) => card.contains(other) && whole(other).contains(node));
  };
  const note = (records) => {
    for (const record of records) {
      if (elsewhere(record.target)) changes.push(`${record.type} of 「${shown(record.target)}」`);
    }
  };
  const observer = new MutationObserver(note);
  observer.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true,
  });
  window.endWatch = () => {
    note(observer.takeRecords());
    observer.disconnect();
    for (const [other, value, checked] of before) {
      if (!other.isConnected) changes.push(`「${called(other)}」 was built again`);
      else if (other.value !== value || other.checked !== checked) changes.push(`「${called(other)}」 says something else`);
    }
    return changes;
  };
};
