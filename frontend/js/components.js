// The parts of govuk-frontend in use, started once per element; errors and refusals take the focus.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "govuk-frontend";

const PARTS = [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
];

export function startComponents(scope) {
  for (const Part of PARTS) createAll(Part, undefined, { scope, onError: ignoreStarted });
  mendFileButtons(scope);
  const refusal = scope.querySelector(".mc-refusal");
  if (refusal && !scope.querySelector(".govuk-error-summary")) refusal.focus();
}

// After a swap some elements are already started; that is expected, anything else is told.
function ignoreStarted(error) {
  if (error?.name !== "InitError") console.error(error);
}

// The button that stands for a file input is named by label and status; its visible words must be in that name.
function mendFileButtons(scope) {
  for (const button of scope.querySelectorAll(".govuk-file-upload-button")) {
    const input = button.parentElement.querySelector("input[type=file]");
    if (input?.getAttribute("aria-invalid") === "true") button.classList.add("mc-file-button--error");
    input?.removeAttribute("aria-describedby");
  }
}
