import { useEffect, useState } from 'react';
import { learnProvince } from '@/api/node';
import { useTask } from '@/api/task';
import { HealthForm } from '@/forms/health-form';
import { StayList } from '@/forms/stay-list';
import { homeFor } from '@/forms/stays';
import { DestinationPart } from '@/pages/convert/destination-part';
import { OriginPart } from '@/pages/convert/origin-part';
import { keepDraft, type FamilyEntered } from '@/store/kept';
import { useKept, useWords } from '@/store/hooks';
import { goTo } from '@/ui/go';
import { Button, Card, TroubleBox } from '@/ui/kit';
import { Page } from '@/ui/page';
import { StepButtons, StepProgress } from '@/ui/steps';
import { nameOfMember } from './members';
import { SendFamily } from './send-family';
import { WhoPart } from './who-part';

const before = ['who', 'origin', 'destination'] as const;
const after = ['itinerary', 'pledge'] as const;

/** One application for herself and her children: each is decided alone, and nothing she or they hold gets worse by it. */
export default function FamilyConvert() {
  const kept = useKept();
  const t = useWords();
  const task = useTask();
  const [step, setStep] = useState(0);
  useEffect(() => task.run(learnProvince), [task.run]);
  const { actingFor, drafts, me, province, familyGroup } = kept;
  const entered: FamilyEntered = drafts.family ?? { members: {} };
  const change = (changed: Partial<FamilyEntered>) => keepDraft({ family: { ...entered, ...changed } });
  const members = Object.keys(entered.members);
  const parts = [...before, ...members.map((member) => `health ${member}`), ...after];
  const part = parts[Math.min(step, parts.length - 1)] as string;
  const member = /^health (.*)$/.exec(part)?.[1];
  const stays = entered.stays ?? homeFor(me?.residence ?? entered.originDivision, Date.now());
  const mayGoOn =
    part === 'who'
      ? members.length > 0
      : part === 'origin'
        ? entered.originDivision !== undefined
        : part === 'destination'
          ? entered.destination !== undefined
          : part !== 'itinerary' || stays.length > 0;
  if (actingFor !== undefined) {
    return (
      <Page title={t('全家转码', 'For the whole family')}>
        <Card>
          <p>
            {t(
              '全家一起申请由您本人提交。请先点上面的「换回本人」。',
              'An application for the family is yours. Please go back to yourself first, on top of this page.',
            )}
          </p>
        </Card>
      </Page>
    );
  }
  return (
    <Page title={t('全家转码', 'For the whole family')}>
      {familyGroup !== undefined && part === 'who' && (
        <Button kind="plain" onClick={() => goTo(`family-progress/index?id=${familyGroup}`)}>
          {t('查看上次全家申请的进展', 'How the last application stands')}
        </Button>
      )}
      <StepProgress step={step} of={parts.length} />
      {part === 'who' && <WhoPart members={entered.members} onChange={(chosen) => change({ members: chosen })} />}
      {part === 'origin' && (
        <OriginPart chosen={entered.originDivision} onChoose={(originDivision) => change({ originDivision })} />
      )}
      {part === 'destination' && (
        <DestinationPart chosen={entered.destination} onChoose={(destination) => change({ destination })} />
      )}
      {member !== undefined && (
        <>
          <p className="lead">
            {t('健康情况:', 'Health of: ')}
            {nameOfMember(kept, t, member)}
          </p>
          <HealthForm
            key={member}
            answers={entered.members[member] ?? { symptoms: [], contactWithCase: false }}
            onChange={(answers) => change({ members: { ...entered.members, [member]: answers } })}
          />
        </>
      )}
      {part === 'itinerary' && (
        <>
          <p className="lead">
            {t(
              '一起走过的地方。行程不同的家人,请单独申请。',
              'Where you were together. Who was elsewhere applies alone.',
            )}
          </p>
          <StayList stays={stays} onChange={(changed) => change({ stays: changed })} />
        </>
      )}
      {part === 'pledge' && province !== undefined && (
        <SendFamily entered={entered} stays={stays} province={province} />
      )}
      <StepButtons step={step} onStep={setStep} next={part !== 'pledge'} mayGoOn={mayGoOn} />
      <TroubleBox task={task} />
    </Page>
  );
}
