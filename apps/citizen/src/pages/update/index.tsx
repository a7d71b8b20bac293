import { useEffect } from 'react';
import { learnProvince } from '@/api/node';
import { useTask } from '@/api/task';
import { useKept, useWords } from '@/store/hooks';
import { goTo } from '@/ui/go';
import { Button, Card, TroubleBox } from '@/ui/kit';
import { Page } from '@/ui/page';
import { now } from '@/phone/code';
import { dayAndTime } from '@/words/times';
import { RenewPart } from './renew-part';

/** What may have to be done about a code that she has: renew it, tell what is new, put right what was wrong. */
export default function Update() {
  const { province, drafts } = useKept();
  const t = useWords();
  const task = useTask();
  // How often something can be corrected is the province's to say, and may have changed.
  useEffect(() => task.run(learnProvince), [task.run]);
  const again = drafts.correctAgainAt ?? 0;
  const perDay = province?.correctionsPerDay ?? null;
  return (
    <Page title={t('更新和更正', 'Renew or correct')}>
      <RenewPart />
      <Card title={t('有新的情况', 'Something is new')}>
        <p>{t('随时可以申报,不限次数。', 'You can declare it at any time, as often as you need.')}</p>
        <Button kind="plain" onClick={() => goTo('amend/index?what=health')}>
          {t('有新的症状或接触', 'A symptom or a contact')}
        </Button>
        <Button kind="plain" onClick={() => goTo('amend/index?what=itinerary')}>
          {t('去了新的地方', 'A place I have been to')}
        </Button>
        <Button kind="plain" onClick={() => goTo('stay/index')}>
          {t('从外省来,住址或单位变了', 'From another province: address or employer')}
        </Button>
      </Card>
      <Card title={t('以前填错了', 'Something was wrong')}>
        <p>
          {perDay === null
            ? t('可以更正,不限次数。', 'You can correct it, as often as you need.')
            : t(
                `每天可以更正 ${perDay} 次。新的症状、行程不算更正。`,
                `It can be corrected ${perDay === 1 ? 'once' : `${perDay} times`} a day. A new symptom or trip is no correction.`,
              )}
        </p>
        {again > now() && (
          <p className="notice">
            {t(
              `今天已经更正过,${dayAndTime(t, again)} 起可以再次更正。`,
              `You have corrected today; you can again from ${dayAndTime(t, again)}.`,
            )}
          </p>
        )}
        <Button kind="plain" onClick={() => goTo('amend/index?what=health&correct=1')}>
          {t('更正健康申报', 'Correct the health answers')}
        </Button>
        <Button kind="plain" onClick={() => goTo('amend/index?what=itinerary&correct=1')}>
          {t('更正行程申报', 'Correct the itinerary')}
        </Button>
      </Card>
      <TroubleBox task={task} />
    </Page>
  );
}
