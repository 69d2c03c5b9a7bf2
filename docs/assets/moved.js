// On a page that only says where it has moved to: lead on at once, to the same place in it.
addEventListener("DOMContentLoaded", () => {
  const now = /** @type {HTMLAnchorElement} */ (document.getElementById("now"));
  if (location.hash) now.hash = location.hash;
  location.replace(now.href);
});
