import { people } from '@tongxing/contract';

/** The strip has room for this many bytes of UTF-8 (wire format). */
const nameBytes = 29;

/** Surnames of two characters (from the Hundred Family Surnames and today's registers); any other surname has one. */
const compoundSurnames = new Set(
  (
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 ' +
    '钟离 长孙 宇文 司徒 鲜于 司空 闾丘 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 ' +
    '东郭 南门 羊舌 微生 梁丘 左丘 西门 第五 南荣 即墨 达奚 褚师 完颜 纳兰 叶赫 爱新'
  ).split(' '),
);

/**
 * A name that a guard can compare with a document and a bystander cannot read, at most 29 bytes. Of a Han name at most two
 * characters: 王芳 → 王*, 王秀英 → 王*英, 欧阳建国 → 欧阳**. Of any other name the first letter of each part, and not its length:
 * JOHN SMITH → J** S**, 阿卜杜拉·买买提 → 阿**·买**. Parts that have no room are left away whole.
 */
export function maskName(name: string): string {
  if (!/\p{Script=Han}/u.test(name)) return joinParts(name.split(/[ -]+/), ' ');
  return name.includes('·') ? joinParts(name.split('·'), '·') : maskHan([...name]);
}

/** 154****0001; of a foreign number the country and the last three digits: +44****321. @param phone E.164 */
export function maskPhone(phone: string): string {
  const dialled = people.domesticPhone(phone);
  return people.isMainlandPhone(phone)
    ? `${dialled.slice(0, 3)}****${dialled.slice(-4)}`
    : `${dialled.slice(0, 3)}****${dialled.slice(-3)}`;
}

function maskHan(characters: readonly string[]): string {
  const [first = '', second = ''] = characters;
  if (characters.length > 2 && compoundSurnames.has(first + second)) {
    return first + second + '*'.repeat(Math.min(2, characters.length - 2));
  }
  if (characters.length <= 2) return `${first}*`;
  return `${first}${'*'.repeat(Math.min(2, characters.length - 2))}${characters.at(-1)}`;
}

function joinParts(parts: readonly string[], separator: string): string {
  let masked = '';
  for (const part of parts) {
    // A letter with the marks that belong to it; an apostrophe is no letter: O'BRIEN → O**.
    const first = /\p{L}\p{M}*/u.exec(part)?.[0];
    if (first === undefined) continue;
    const longer = `${masked === '' ? '' : masked + separator}${first}**`;
    if (Buffer.byteLength(longer) > nameBytes) break;
    masked = longer;
  }
  return masked;
}
