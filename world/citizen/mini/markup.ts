import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compileFunction } from 'node:vm';

/** A component as the platform has it on the screen: of the templates in the bundle, with the data of the page. */
export interface Shown {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Methods of the page by event, both as the templates bind them: `tap` → `eh`. */
  readonly on: Readonly<Record<string, string>>;
  readonly children: readonly (Shown | string)[];
}

interface Written {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Written | string)[];
}

type Scope = Readonly<Record<string, unknown>>;
/** Markup of one page, to be filled with its data. */
export type Markup = (data: Scope) => Shown[];

/** Both platforms write the same language with other prefixes. */
const loop = /^(wx|a):for$/;
const condition = /^(wx|a):(if|elif|else)$/;
const binding = /^(?:bind|catch|on):?([A-Za-z]+)$/;
const token = /<!--[\s\S]*?-->|<(\/?)([\w-]+)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*(\/?)>|([^<]+)/g;

/** Reads a page of WXML or AXML with what it imports. */
export function readMarkup(path: string): Markup {
  const templates = new Map<string, Written>();
  const modules: Record<string, unknown> = {};
  const body = read(path);
  return (data) => render(body, { ...modules, ...data });

  function read(file: string): (Written | string)[] {
    const rest: (Written | string)[] = [];
    const from = (name: string) => join(dirname(file), name);
    for (const element of parse(readFileSync(file, 'utf8'))) {
      if (typeof element === 'string') rest.push(element);
      else if (element.tag === 'import') rest.push(...read(from(element.attributes['src'] ?? '')));
      else if (element.tag === 'wxs')
        modules[element.attributes['module'] ?? ''] = run(from(element.attributes['src'] ?? ''));
      else if (element.tag === 'import-sjs')
        modules[element.attributes['name'] ?? ''] = run(from(element.attributes['from'] ?? ''));
      else if (element.tag === 'template' && element.attributes['name'] !== undefined)
        templates.set(element.attributes['name'], element);
      else rest.push(element);
    }
    return rest;
  }

  function render(written: readonly (Written | string)[], scope: Scope): Shown[] {
    return written.flatMap((each) => (typeof each === 'string' ? [] : renderEach(each, scope)));
  }

  function renderEach(element: Written, scope: Scope): Shown[] {
    const over = Object.entries(element.attributes).find(([name]) => loop.test(name));
    if (over === undefined) return renderOne(element, scope);
    const items = (valueOf(over[1], scope) ?? []) as readonly unknown[];
    return items.flatMap((item, index) => renderOne(element, { ...scope, item, index }));
  }

  function renderOne({ tag, attributes, children }: Written, scope: Scope): Shown[] {
    if (tag === 'template') {
      const name = valueOf(attributes['is'] ?? '', scope) as string;
      const template = templates.get(name);
      if (template === undefined) throw new Error(`the bundle has no template ${name}`);
      const given = valueOf(attributes['data'] ?? '', scope, true) as Scope;
      return render(template.children, { ...modules, ...given });
    }
    if (tag === 'block') {
      // The text of a node: the one place where templates have text of their own.
      const text = children
        .filter((child) => typeof child === 'string')
        .join('')
        .trim();
      return text === '' ? render(chosen(children, scope), scope) : [textOf(valueOf(text, scope))];
    }
    if (tag === 'comp')
      throw new Error('the page is deeper than the templates of the bundle: a component of its own would go on');
    return [show({ tag, attributes, children }, scope)];
  }

  function show({ tag, attributes, children }: Written, scope: Scope): Shown {
    const given: Record<string, unknown> = {};
    const on: Record<string, string> = {};
    for (const [name, value] of Object.entries(attributes)) {
      const event = binding.exec(name)?.[1];
      if (event !== undefined) on[event.toLowerCase()] = value;
      else if (!name.includes(':')) given[name] = valueOf(value, scope);
    }
    const inner = render(children, scope).map((child) =>
      child.tag === '#text' ? String(child.attributes['text']) : child,
    );
    return { tag, attributes: given, on, children: inner };
  }
}

/** Of blocks with conditions the first that holds. */
function chosen(children: Written['children'], scope: Scope): Written['children'] {
  let taken = false;
  return children.filter((child) => {
    if (typeof child === 'string') return true;
    const found = Object.entries(child.attributes).find(([name]) => condition.test(name));
    if (found === undefined) return true;
    const [name, value] = found;
    if (name.endsWith(':if')) taken = false;
    const holds = !taken && (name.endsWith(':else') || Boolean(valueOf(value, scope)));
    taken ||= holds;
    return holds;
  });
}

function textOf(value: unknown): Shown {
  return { tag: '#text', attributes: { text: value ?? '' }, on: {}, children: [] };
}

function parse(text: string): (Written | string)[] {
  const root: Written = { tag: 'root', attributes: {}, children: [] };
  const open = [root];
  for (const [, closes, tag, attributes = '', alone, between] of text.matchAll(token)) {
    const parent = open[open.length - 1] as Written;
    if (between !== undefined) parent.children.push(between);
    else if (closes) open.pop();
    else if (tag !== undefined) {
      const pairs = [...attributes.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, name = '', value = '']) => [
        name,
        value,
      ]);
      const element: Written = { tag, attributes: Object.fromEntries(pairs) as Record<string, string>, children: [] };
      parent.children.push(element);
      if (!alone) open.push(element);
    }
  }
  return root.children;
}

const compiled = new Map<string, (scope: Scope) => unknown>();

/** A value as written: text, `{{expression}}`, or both. In `data` an expression is the inside of an object. */
function valueOf(written: string, scope: Scope, isObject = false): unknown {
  const whole = /^\{\{([\s\S]*)\}\}$/.exec(written)?.[1];
  if (whole !== undefined) return evaluate(isObject ? `{${whole}}` : whole, scope);
  return written.replaceAll(/\{\{([\s\S]*?)\}\}/g, (_, inner: string) => String(evaluate(inner, scope)));
}

function evaluate(expression: string, scope: Scope): unknown {
  let evaluator = compiled.get(expression);
  if (evaluator === undefined) {
    evaluator = compileFunction(`with (scope) { return (${expression}); }`, ['scope']) as (scope: Scope) => unknown;
    compiled.set(expression, evaluator);
  }
  // A name that nothing has is undefined in these languages, and no error.
  return evaluator(new Proxy(scope, { has: (_, name) => typeof name === 'string' }));
}

/** The small modules of functions that templates call. */
function run(path: string): unknown {
  const module = { exports: {} };
  const source = readFileSync(path, 'utf8').replace('export default', 'module.exports =');
  const program = compileFunction(source, ['module']) as (module: object) => void;
  program(module);
  return module.exports;
}
