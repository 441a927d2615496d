// The parts of govuk-frontend in use, started once per element; errors and refusals take the focus.
import {
  Button,
  CharacterCount,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "govuk-frontend";
import { follow } from "./reveal.js";

const PARTS = [
  Button,
  CharacterCount,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
];

export function startComponents(scope) {
  for (const Part of PARTS) createAll(Part, undefined, { scope, onError: ignoreStarted });
  follow(scope);
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
