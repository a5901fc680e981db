/** Lets every call run: calls are not recorded yet, so a repeated one runs again. Its place is here, once the call is known to be whole and before the action is entered. */
export function beginCall(): "run" {
  return "run";
}
