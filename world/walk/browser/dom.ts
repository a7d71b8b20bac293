export type Child = Node | string | undefined | readonly Child[];

export interface Attributes {
  readonly class?: string | undefined;
  readonly id?: string;
  readonly onClick?: () => void;
  readonly onInput?: (value: string) => void;
  readonly onToggle?: (checked: boolean) => void;
  readonly [name: string]: unknown;
}

/** Makes an element. Attributes that are false or undefined are left out; those that are true stand alone. */
export function el(tag: string, attributes: Attributes = {}, ...children: readonly Child[]): HTMLElement {
  const { onClick, onInput, onToggle, ...plain } = attributes;
  const element = document.createElement(tag);
  setAttributes(element, plain);
  if (onClick !== undefined) element.addEventListener('click', onClick);
  if (onInput !== undefined) element.addEventListener('input', () => onInput((element as HTMLInputElement).value));
  if (onToggle !== undefined) element.addEventListener('change', () => onToggle((element as HTMLInputElement).checked));
  append(element, children);
  return element;
}

/** Makes an element of a drawing. */
export function svg(tag: string, attributes: Attributes, ...children: readonly Child[]): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAttributes(element, attributes);
  append(element, children);
  return element;
}

function setAttributes(element: Element, attributes: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'string' || typeof value === 'number') element.setAttribute(name, String(value));
    else if (value === true) element.setAttribute(name, '');
  }
}

function append(parent: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (Array.isArray(child)) append(parent, child as readonly Child[]);
    else if (child !== undefined) parent.append(child as Node | string);
  }
}
