import { routes, type AnswerOf } from '@tongxing/contract';
import { useLoaded } from '@/api/loaded';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { now } from '@/phone/code';
import { useWords } from '@/store/hooks';
import { DivisionName } from '@/ui/division-name';
import { Button, Card, Rows, TroubleBox, Waiting } from '@/ui/kit';
import { Page } from '@/ui/page';
import type { Bilingual } from '@/words/language';
import { dayAndTime } from '@/words/times';
import { PromptConsents } from './prompt-consents';

type Consent = AnswerOf<typeof routes.listConsents>['consents'][number];

const fieldNames: Readonly<Record<string, Bilingual>> = {
  colour: { zh: '颜色', en: 'colour' },
  reasons: { zh: '原因', en: 'reasons' },
  release: { zh: '解除条件', en: 'what releases it' },
  tests: { zh: '核酸检测', en: 'tests' },
  freshness: { zh: '数据的时间', en: 'how fresh the data are' },
};
const purposeNames: Readonly<Record<string, Bilingual>> = {
  conversion: { zh: '跨省转码', en: 'Converting the code' },
  transfer: { zh: '健康码迁移', en: 'Moving the code' },
};

const readConsents = async () => (await node().call(routes.listConsents, {})).consents;

/** Whom she lets ask about her, what for and until when; each can be withdrawn. */
export default function Consents() {
  const t = useWords();
  const { value: consents, task, again } = useLoaded(readConsents);
  return (
    <Page title={t('我的授权', 'What I have agreed to')}>
      <p className="lead">
        {t(
          '没有您的授权,其他省份不能查询您的码。授权可以随时撤回。',
          'No other province can ask about your code unless you agree. You can withdraw at any time.',
        )}
      </p>
      {consents === undefined && task.busy && <Waiting>{t('正在读取', 'Reading')}</Waiting>}
      <TroubleBox task={task} />
      {consents?.length === 0 && <Card>{t('没有给其他省份的授权。', 'You have not agreed to any.')}</Card>}
      {consents?.map((consent) => (
        <OneConsent key={consent.consentId} consent={consent} onWithdrawn={again} />
      ))}
      <PromptConsents />
    </Page>
  );
}

function OneConsent({ consent, onWithdrawn }: { readonly consent: Consent; readonly onWithdrawn: () => void }) {
  const t = useWords();
  const task = useTask();
  const { consentId, audience, purpose, fields, grantedAt, expiresAt, renewableUntil, withdrawnAt } = consent;
  const end = renewableUntil ?? expiresAt;
  const stands = withdrawnAt === null && Date.parse(end) > now();
  const withdraw = async () => {
    await node().call(routes.withdrawConsent, { params: { consentId } });
    onWithdrawn();
  };
  const purposeName = purposeNames[purpose];
  return (
    <Card title={purposeName === undefined ? purpose : t.say(purposeName)}>
      <Rows
        rows={[
          [t('谁可以查询', 'Who may ask'), <DivisionName key="audience" code={audience} />],
          [t('可以看到', 'What'), fields.map((field) => fieldName(t, field)).join(t('、', ', '))],
          [t('授权时间', 'Since'), dayAndTime(t, grantedAt)],
          withdrawnAt === null
            ? [t('有效至', 'Until'), `${dayAndTime(t, end)}${stands ? '' : t('(已结束)', ' (over)')}`]
            : [t('已撤回', 'Withdrawn'), dayAndTime(t, withdrawnAt)],
        ]}
      />
      {stands && (
        <Button kind="danger" busy={task.busy} onClick={() => task.run(withdraw)}>
          {t('撤回授权', 'Withdraw')}
        </Button>
      )}
      <TroubleBox task={task} />
    </Card>
  );
}

function fieldName(t: ReturnType<typeof useWords>, field: string): string {
  const name = fieldNames[field];
  return name === undefined ? field : t.say(name);
}
