import { describe, expect, test } from 'vitest';
import { nameKey, readPersonName } from './index.ts';

const keyOf = (text: string) => nameKey(readPersonName(text) ?? 'none');

describe('a name', () => {
  test.each([
    ['王秀英', '王秀英'],
    [' 王秀英 ', '王秀英'],
    ['李〇', '李〇'],
    ['王 秀 英', '王秀英'],
    ['阿卜杜拉・买买提', '阿卜杜拉·买买提'],
    ['阿卜杜拉 • 买买提', '阿卜杜拉·买买提'],
    ['Ana  Maria', 'Ana Maria'],
    ['ＡＮＡ　ＬＥＥ', 'ANA LEE'],
    ['O’Brien', "O'Brien"],
    ['Lo\u0301pez', 'L\u00f3pez'],
    ['王\u200b秀\ufeff英', '王秀英'],
    ['\u202eANA\u202c LEE', 'ANA LEE'],
    ['ئەركىن', 'ئەركىن'],
  ])('written %j is kept as %j', (typed, kept) => {
    expect(readPersonName(typed)).toBe(kept);
  });

  test.each([
    ['nothing', ''],
    ['only what nobody sees', '\u200b\u202e'],
    ['a digit', '王2'],
    ['an emoji', '王😀'],
    ['a sign', 'ANA@LEE'],
    ['marks piled on a letter', 'A\u0301\u0302\u0303\u0304na'],
    ['a mark without a letter', '\u0301Ana'],
    ['a dot alone', '·'],
    ['half a character', '王\ud842'],
    ['a private character', '王\ue000'],
  ])('is refused: %s', (_why, typed) => {
    expect(readPersonName(typed)).toBeUndefined();
  });
});

describe('two spellings of one name', () => {
  test.each([
    ['case', 'Anna Maria Eriksson', 'ANNA MARIA ERIKSSON'],
    ['order', 'ERIKSSON ANNA MARIA', 'Anna Maria Eriksson'],
    ['hyphens', 'Anna-Maria Eriksson', 'Anna Maria Eriksson'],
    ['a machine-readable zone', 'ERIKSSON<<ANNA<MARIA', 'Anna Maria Eriksson'],
    ['a comma after the surname', 'Eriksson, Anna Maria', 'Anna Maria Eriksson'],
    ['an apostrophe', "O'BRIEN PAT", 'OBRIEN PAT'],
    ['composed and decomposed accents', 'L\u00f3pez Ana', 'LO\u0301PEZ ANA'],
    ['spaces in a Han name', '王 秀英', '王秀英'],
    ['the dots of keyboards', '阿卜杜拉•买买提', '阿卜杜拉·买买提'],
  ])('have the same key: %s', (_what, one, other) => {
    expect(keyOf(one)).toBe(keyOf(other));
  });

  test.each([
    ['an accent', 'Lopez Ana', 'López Ana'],
    ['a part more', 'Ana Maria Lee', 'Ana Lee'],
    ['another division of the parts', 'Annam Aria', 'Anna Maria'],
    ['the order of Han characters', '王英秀', '王秀英'],
  ])('have another key with %s', (_what, one, other) => {
    expect(keyOf(one)).not.toBe(keyOf(other));
  });

  test('of Han characters is its own key, as the rows of the first version have it', () => {
    expect(nameKey('王秀英')).toBe('王秀英');
    expect(nameKey('阿卜杜拉·买买提')).toBe('阿卜杜拉·买买提');
  });
});
