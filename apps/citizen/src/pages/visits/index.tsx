import { routes } from '@tongxing/contract';
import { useState } from 'react';
import { useLoaded } from '@/api/loaded';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { beginVisit, sendVisits } from '@/api/visits';
import { useKept, useWords } from '@/store/hooks';
import { goTo } from '@/ui/go';
import { Button, Card, TroubleBox, Waiting } from '@/ui/kit';
import { Page } from '@/ui/page';
import { vendor } from '@/vendor';
import { Unsent } from './unsent';
import { VisitCard } from './visit-card';

/** What waits is sent first, so that the list has it. */
const readVisits = async () => {
  await sendVisits();
  return (await node().call(routes.listVisits, {})).visits;
};

/** Registers a visit with the code of a place, and shows every visit there is of her, each to be contested by one tap. */
export default function Visits() {
  const { drafts } = useKept();
  const t = useWords();
  const task = useTask();
  const { value: visits, task: reading, again } = useLoaded(readVisits);
  const [missing, setMissing] = useState<'no-place-code' | 'no-code'>();
  const scan = async () => {
    setMissing(undefined);
    const text = await vendor.scanCode();
    if (text === undefined) return;
    const begun = await beginVisit(text);
    if (typeof begun === 'string') setMissing(begun);
    else again();
  };
  return (
    <Page title={t('到访记录', 'My visits')}>
      <Card>
        <p>
          {t(
            '到商场、车站等场所,扫门口的场所码登记到访。扫照片或别人转发的图片不会登记。',
            'At a mall or a station, register your visit with the code at the door. A photo of it, or a picture somebody sent, registers nobody.',
          )}
        </p>
        <Button busy={task.busy} onClick={() => task.run(scan)}>
          {t('扫场所码', 'Scan a place code')}
        </Button>
        <p className="fine">
          {t(
            '到访记录不会改变您的颜色,也没有人能查看某个场所有谁来过。',
            'Visits never change your colour, and nobody can list who was at a place.',
          )}
        </p>
      </Card>
      <Missing what={missing} />
      <TroubleBox task={task} />
      {(drafts.visits ?? []).map((visit) => (
        <Unsent key={visit.key} visit={visit} onAgain={again} />
      ))}
      {visits === undefined && reading.busy && <Waiting>{t('正在读取', 'Reading')}</Waiting>}
      <TroubleBox task={reading} />
      {visits?.length === 0 && <Card>{t('还没有到访记录。', 'No visits yet.')}</Card>}
      {visits?.map((visit) => (
        <VisitCard key={visit.visitId} visit={visit} onContested={again} />
      ))}
    </Page>
  );
}

function Missing({ what }: { readonly what: 'no-place-code' | 'no-code' | undefined }) {
  const t = useWords();
  if (what === undefined) return undefined;
  return (
    <div role="alert" className="trouble">
      {what === 'no-place-code' ? (
        <>
          <p className="trouble-title">{t('没有读到场所码', 'No place code was read')}</p>
          <p>
            {t(
              '请靠近一些,让整个码在画面里,再扫一次。没有登记任何到访。',
              'Come closer, have the whole code in the picture, and scan again. No visit was registered.',
            )}
          </p>
        </>
      ) : (
        <>
          <p className="trouble-title">{t('手机里没有有效的健康码', 'There is no valid code on this phone')}</p>
          <p>
            {t(
              '请先打开健康码页更新,再扫一次。没有登记任何到访。',
              'Open the page of your code and let it update, then scan again. No visit was registered.',
            )}
          </p>
          <Button kind="plain" onClick={() => goTo('code/index')}>
            {t('打开健康码', 'Open my code')}
          </Button>
        </>
      )}
    </div>
  );
}
