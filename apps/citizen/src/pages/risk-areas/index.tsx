import { routes, type schemas } from '@tongxing/contract';
import { useEffect, useState } from 'react';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { useWords } from '@/store/hooks';
import { Button, Card, Field, Rows, TroubleBox, Waiting } from '@/ui/kit';
import { Page } from '@/ui/page';
import { sourceName } from '@/ui/reason-card';
import type { Bilingual } from '@/words/language';
import { dayAndTime, dayOf } from '@/words/times';

const levelNames: Readonly<Record<schemas.RiskArea['level'], Bilingual>> = {
  high: { zh: '高风险', en: 'High risk' },
  medium: { zh: '中风险', en: 'Medium risk' },
  low: { zh: '低风险', en: 'Low risk' },
};

/** What a search takes: letters, digits and spaces. */
const unsearchable = /[^0-9A-Za-zÀ-ɏ一-鿿 ·’']/g;
const longest = 40;

interface Found {
  readonly name: string;
  readonly page: schemas.RiskAreaPage;
  readonly areas: readonly schemas.RiskArea[];
}

/** The list of risk areas in force, by the name of a place, with how fresh it is. */
export default function RiskAreas() {
  const t = useWords();
  const task = useTask();
  const [text, setText] = useState('');
  const [found, setFound] = useState<Found>();
  const ask = (name: string, before?: Found) =>
    task.run(async () => {
      const after = before?.page.next ?? undefined;
      const query = { ...(name === '' ? {} : { name }), ...(after === undefined ? {} : { after }) };
      const page = await node().call(routes.findRiskAreas, { query });
      setFound({ name, page, areas: [...(before?.areas ?? []), ...page.areas] });
    });
  useEffect(() => ask(''), [task.run]);
  return (
    <Page title={t('风险地区', 'Risk areas')}>
      <Card>
        <Field
          name={t('地名', 'Name of a place')}
          hint={t('省、市、区县、街道或小区', 'Province, city, county, street or building')}
          value={text}
          maxLength={longest}
          onInput={setText}
        />
        <Button busy={task.busy} onClick={() => ask(text.replace(unsearchable, '').trim())}>
          {t('查询', 'Search')}
        </Button>
      </Card>
      <TroubleBox task={task} />
      {found === undefined ? (
        task.busy && <Waiting>{t('正在读取', 'Reading')}</Waiting>
      ) : (
        <>
          <p role="status" className="why">
            {countWords(t, found)}
          </p>
          <p className={found.page.isLate ? 'notice' : 'fine'}>{freshnessWords(t, found.page)}</p>
          {found.areas.map((area) => (
            <AreaCard key={`${area.division} ${area.name} ${area.level} ${area.since}`} area={area} />
          ))}
          {found.page.next !== null && (
            <Button kind="plain" busy={task.busy} onClick={() => ask(found.name, found)}>
              {t('显示更多', 'Show more')}
            </Button>
          )}
        </>
      )}
    </Page>
  );
}

function AreaCard({ area }: { readonly area: schemas.RiskArea }) {
  const t = useWords();
  const { divisionName, name, level, since, until, source } = area;
  return (
    <Card title={`${t.say(levelNames[level])} · ${shortName(name, divisionName.zh)}`}>
      <Rows
        rows={[
          [t('在哪里', 'Where'), t.say(divisionName)],
          [t('从', 'Since'), dayOf(t, instantOf(since))],
          until === null ? undefined : [t('到', 'Until'), dayOf(t, instantOf(until))],
          [t('来源', 'Source'), source === 'province' ? t('本省公布', 'this province') : sourceName(t, source)],
        ]}
      />
    </Card>
  );
}

/** Without the division, which stands below, where the list has it in the name as well. */
function shortName(name: string, division: string): string {
  return name.startsWith(division) && name.length > division.length ? name.slice(division.length) : name;
}

/** A day of the list is a day of China. */
function instantOf(when: string): string {
  return when.length === 10 ? `${when}T00:00:00+08:00` : when;
}

function countWords(t: ReturnType<typeof useWords>, { name, page: { total } }: Found): string {
  if (total > 0)
    return name === ''
      ? t(`现有 ${total} 处风险地区`, `${total} risk areas at present`)
      : t(`「${name}」有 ${total} 处`, `“${name}”: ${total}`);
  return name === ''
    ? t('名单上现在没有风险地区。', 'The list has no risk areas at present.')
    : t(
        `名单上没有「${name}」。请换一个写法,或只写区县名。`,
        `Nothing on the list is named “${name}”. Try another spelling, or the county.`,
      );
}

function freshnessWords(t: ReturnType<typeof useWords>, { receivedAt, isLate }: schemas.RiskAreaPage): string {
  if (receivedAt === null)
    return t(
      '还没有收到国家平台的名单:没有列出不等于没有。',
      'The national list has not come yet: what is not listed may still be one.',
    );
  const at = dayAndTime(t, receivedAt);
  return isLate
    ? t(
        `名单是 ${at} 的,之后没有更新:没有列出不等于没有。`,
        `The list is of ${at} and has not been renewed: what is not listed may still be one.`,
      )
    : t(`名单收到于 ${at}`, `List received ${at}`);
}
