// What ESLint, where a machine has it, asks of the portal's scripts; no plug-in and no network is needed.
const BROWSER = [
  "window", "document", "console", "navigator", "fetch", "URL", "URLSearchParams", "CustomEvent", "DOMPoint",
  "Intl", "ResizeObserver", "IntersectionObserver", "MutationObserver", "PerformanceObserver",
  "requestAnimationFrame", "FormData", "Event", "setTimeout", "clearTimeout", "setInterval", "clearInterval",
];

export default [
  {
    files: ["dashboard/assets/*.mjs"],
    languageOptions: {
      ecmaVersion: 2024,
      sourceType: "module",
      globals: Object.fromEntries(BROWSER.map((name) => [name, "readonly"])),
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "no-undef": "error",
      "no-unused-vars": ["error", { args: "after-used", argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "no-redeclare": "error",
      "no-shadow-restricted-names": "error",
      "no-global-assign": "error",
      "no-dupe-keys": "error",
      "no-unreachable": "error",
      "no-self-assign": "error",
      "no-var": "error",
      "prefer-const": "error",
      "eqeqeq": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
    },
  },
];
