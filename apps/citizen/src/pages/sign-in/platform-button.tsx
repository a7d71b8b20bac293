/** On the web there is no platform that knows the person. */
export function PlatformButton() {
  return undefined;
}
