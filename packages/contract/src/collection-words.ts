import type { Bilingual } from './schemas/basics.ts';
import type { TubeState } from './schemas/collection.ts';

interface Words {
  readonly text: Bilingual;
  readonly cure: Bilingual;
}

const words = (zh: readonly [string, string], en: readonly [string, string]): Words => ({
  text: { zh: zh[0], en: en[0] },
  cure: { zh: zh[1], en: en[1] },
});

/** How a tube stands, and what to do about it. */
export const tubeWords: Readonly<Record<TubeState, Words>> = {
  open: words(
    ['采样管尚未封管。', '采完后请清点人数并封管。'],
    ['The tube is not closed.', 'Count the samples and close it when done.'],
  ),
  closed: words(
    ['采样管已封管,人数相符。', '请装箱送检。'],
    ['The tube is closed and the count fits.', 'Put it into a box for the laboratory.'],
  ),
  'count-differs': words(
    ['清点人数与登记人数不符。', '请逐个核对;补登漏扫的人,或把放错的人移到正确的管,再重新封管。已登记的人都已保存。'],
    [
      'The count differs from those who were registered.',
      'Go through them one by one; register who was missed or move who is in the wrong tube, and close it again. Whoever was registered is kept.',
    ],
  ),
  overfull: words(
    ['采样管人数超过规格。', '请把多出的人移到另一管并重新采样。已登记的人都已保存。'],
    [
      'There are more in the tube than it is for.',
      'Move those too many to another tube and sample them again. Whoever was registered is kept.',
    ],
  ),
  elsewhere: words(
    ['这个管号已由其他采样点使用。', '请换一个管号登记;本批中该管的人没有保存。'],
    ['This number is in use at another collecting point.', 'Use another tube; those of this one were not stored.'],
  ),
  'size-unknown': words(
    ['本省没有这种规格的采样管。', '请选择正确的规格后重新登记;本批中该管的人没有保存。'],
    [
      'The province has no tubes for so many.',
      'Choose the right size and register them again; those of this tube were not stored.',
    ],
  ),
};

export const boxWords: Readonly<Record<'closed' | 'count-differs', Words>> = {
  closed: words(
    ['已装箱,管数相符。', '请交运并核对交接单。'],
    ['The box is closed and the count fits.', 'Hand it over with its slip.'],
  ),
  'count-differs': words(
    ['清点管数与登记管数不符。', '请逐管核对箱号后重新封箱。采样管都已保存。'],
    ['The count of tubes differs.', 'Compare the numbers one by one and close the box again. The tubes are kept.'],
  ),
};

export const unknownSample: Words = words(
  ['凭这个码认不出本人。', '请本人出示证件,用证件重新登记这份样本。'],
  ['This code does not tell who it is.', 'Ask for the document and register this sample by it.'],
);
