/** What is used of Taro: a platform's templates can be changed as they are built. */
interface Context {
  registerMethod(method: { readonly name: 'onSetupClose'; fn(platform: Platform): void }): void;
}

interface Platform {
  readonly platform: string;
  readonly template: { modifyTemplateResult?(text: string, ...rest: unknown[]): string };
}

/** WeChat and Alipay differ in the name of the role. */
const roles = new Map([
  ['weapp', 'aria-role'],
  ['alipay', 'role'],
]);
const starts = /<(view|text|button|image|input|textarea|label) /g;

/** Tells screen readers of mini-programs what things are and what they are called, which Taro's own templates leave out. */
export default function accessibility(context: Context): void {
  context.registerMethod({
    name: 'onSetupClose',
    fn({ platform, template }) {
      const role = roles.get(platform);
      if (role === undefined) return;
      const before = template.modifyTemplateResult;
      template.modifyTemplateResult = (text, ...rest) => {
        const built = before === undefined ? text : before.call(template, text, ...rest);
        return built.replace(starts, (start, tag: string) => start + attributes(tag, role));
      };
    },
  });
}

function attributes(tag: string, role: string): string {
  const values = {
    [role]: "i.role||''",
    'aria-label': tag === 'image' ? "i.ariaLabel||i.alt||''" : "i.ariaLabel||''",
    'aria-checked': 'i.ariaChecked',
    'aria-hidden': 'i.ariaHidden||false',
  };
  return Object.entries(values)
    .map(([name, value]) => `${name}="{{${value}}}" `)
    .join('');
}
