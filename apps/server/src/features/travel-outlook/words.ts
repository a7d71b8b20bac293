import { day, type schemas } from '@tongxing/contract';
import type { Outlook } from '@tongxing/rules';

const colours: Readonly<Record<Outlook['outcome']['colour'], schemas.Bilingual>> = {
  green: { zh: '绿码', en: 'green' },
  yellow: { zh: '黄码', en: 'yellow' },
  red: { zh: '红码', en: 'red' },
  pending: { zh: '待核', en: 'pending' },
};

/** The answer in one breath: the colour on arrival, and what would make it green. */
export function summaryOf({ outcome, declares, test, way }: Outlook, arrival: Date): schemas.Bilingual {
  const colour = colours[outcome.colour];
  const when = day(arrival);
  const begin: schemas.Bilingual = {
    zh: `按目前的信息,您 ${when.zh} 到达时是${colour.zh}`,
    en: `By what is known now you are ${colour.en} on arrival, ${when.en}`,
  };
  const end = outlookText(outcome.colour === 'green', declares, test !== null, way);
  return { zh: begin.zh + end.zh, en: begin.en + end.en };
}

function outlookText(isGreen: boolean, declares: boolean, tests: boolean, way: Outlook['way']): schemas.Bilingual {
  if (isGreen && !declares) return { zh: ',可以前往。', en: '; you can go.' };
  if (isGreen) return { zh: ',出发前须重新申报。', en: ', once you have declared again before you leave.' };
  if (tests) return { zh: ';按下面的要求做一次核酸检测后是绿码。', en: '; with the test below it is green.' };
  if (way !== null) {
    const when = day(new Date(way.greenAt));
    return { zh: `;按下面的步骤,${when.zh} 起是绿码。`, en: `; by the steps below it is green from ${when.en} on.` };
  }
  return {
    zh: ',当天没有转绿的办法,建议改期或先联系目的地。',
    en: ', and nothing makes it green that day: choose another day, or contact the destination first.',
  };
}

/** What the answer rests on and cannot promise. */
export function mayChange({ outcome, changes }: Outlook, arrival: Date): schemas.Bilingual[] {
  const during = changes.map(({ at, colour }) => {
    const [when, to] = [day(new Date(at)), colours[colour]];
    return { zh: `当天 ${when.zh} 起变为${to.zh}。`, en: `That day, from ${when.en}, it becomes ${to.en}.` };
  });
  const then = day(arrival);
  return [
    ...during,
    {
      zh: `${then.zh} 前如风险地区名单、检测结果或接触信息有变化,结果可能不同,届时请再查一次。`,
      en: `If risk areas, test results or contact records change before ${then.en}, the answer may be another: ask again then.`,
    },
    {
      zh: `已按目的地公布到 ${then.zh} 的规则(${outcome.packId} ${outcome.packVersion})计算;之后另行公布的不在内。`,
      en: `Judged by the rules the destination has published for ${then.en} (${outcome.packId} ${outcome.packVersion}); what it publishes later is not in it.`,
    },
  ];
}
