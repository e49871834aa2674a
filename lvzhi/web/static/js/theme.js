// Light or dark, before anything is painted: what the person chose, else what the device says.
(function () {
  "use strict";
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  function chosen() {
    try {
      return localStorage.getItem("lvzhi:theme") || "auto";
    } catch {
      return "auto";
    }
  }

  function show() {
    const choice = chosen();
    root.dataset.bsTheme = choice === "auto" ? (dark.matches ? "dark" : "light") : choice;
    document.dispatchEvent(new CustomEvent("lvzhi:theme"));
  }

  show();
  dark.addEventListener("change", show);
  window.lvzhiTheme = {
    chosen,
    choose(choice) {
      try {
        localStorage.setItem("lvzhi:theme", choice);
      } catch {
        // A browser that keeps nothing follows the device.
      }
      show();
    },
  };
})();
