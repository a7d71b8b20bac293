import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * The keyboard goes on from the top of what has just covered the screen. It presses nothing there by itself: the next key may be of a
 * handheld scanner.
 * @returns for the element, which has `tabIndex={-1}`
 */
export function useFocus() {
  const element = useRef<HTMLElement>(null);
  useLayoutEffect(() => element.current?.focus({ preventScroll: true }), []);
  return element;
}
