import { colourSigns, routes, type schemas } from '@tongxing/contract';
import { useState } from 'react';
import { useIntent } from '@/api/intent';
import { node } from '@/api/node';
import { refreshPerson } from '@/api/person';
import { useTask } from '@/api/task';
import { now, takeStrips } from '@/phone/code';
import { getKept, keepDraft } from '@/store/kept';
import { useKept, useWords } from '@/store/hooks';
import { goOnTo, goTo } from '@/ui/go';
import { Button, Card, ColourSign, Statement, TroubleBox } from '@/ui/kit';
import { back, Page } from '@/ui/page';
import { dayOf, toInstant } from '@/words/times';
import { DayPicker } from '@/forms/day-picker';
import { days } from '@/forms/stays';

/** Isolation is over and the code is not green: the rules are asked first, then a person. */
export default function GreenApplication() {
  const { drafts, health } = useKept();
  const t = useWords();
  const task = useTask();
  const keyOf = useIntent();
  const [day, setDay] = useState<number>();
  const statement = drafts.green ?? '';
  const apply = async () => {
    if (day === undefined) return;
    const body: schemas.GreenApplication = { releasedAt: toInstant(day), statement: statement.trim() };
    const { state, appeal } = await node().call(routes.applyForGreen, { body, idempotencyKey: await keyOf(body) });
    keepDraft({ green: undefined });
    await refreshPerson();
    if (state === 'applied' && appeal !== null) goOnTo(`appeal/index?id=${appeal.appealId}`);
    else if (getKept().code !== undefined) await takeStrips();
  };
  if (health?.colour === 'green') {
    return (
      <Page title={t('转绿申请', 'Apply to turn green')}>
        <ColourSign sign={colourSigns.green} />
        <p>{t('您的健康码已经是绿码,不用申请。', 'Your code is green; there is nothing to apply for.')}</p>
        <Button onClick={back}>{t('好的', 'All right')}</Button>
      </Page>
    );
  }
  return (
    <Page title={t('转绿申请', 'Apply to turn green')}>
      <p className="lead">
        {t(
          '期满通常自动转绿,不用申请。条件已满足而颜色没变的,在这里申请:先按规则重新判定,再由人核实。',
          'A code usually turns green by itself at the end. If it has not, apply here: the rules are asked again first, then a person.',
        )}
      </p>
      <Card title={t('哪天解除的', 'Since which day you are released')}>
        {day === undefined ? (
          <DayPicker days={days(now())} onPick={setDay} />
        ) : (
          <>
            <p className="why">{dayOf(t, day)}</p>
            <Button kind="quiet" onClick={() => setDay(undefined)}>
              {t('换一天', 'Another day')}
            </Button>
          </>
        )}
      </Card>
      <Card>
        <Statement
          name={t('说明', 'In your words')}
          hint={t('例如:在哪里隔离、谁开的解除证明。', 'Where you were isolated, say, and who released you.')}
          value={statement}
          onInput={(green) => keepDraft({ green })}
        />
      </Card>
      <Button disabled={day === undefined || statement.trim() === ''} busy={task.busy} onClick={() => task.run(apply)}>
        {t('提交申请', 'Apply')}
      </Button>
      <TroubleBox task={task} />
      <Button kind="quiet" onClick={() => goTo('appeals/index')}>
        {t('看我的申诉和申请', 'My appeals and applications')}
      </Button>
    </Page>
  );
}
