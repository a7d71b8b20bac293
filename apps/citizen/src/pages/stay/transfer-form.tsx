import { ProblemError, routes } from '@tongxing/contract';
import { useEffect, useState } from 'react';
import { broughtConsent, goToAgree, leavesToAgree } from '@/api/consent';
import { divisionsBelow, type Division } from '@/api/divisions';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { keepDraft } from '@/store/kept';
import { useKept, useWords } from '@/store/hooks';
import { AwaitedConsent } from '@/ui/awaited-consent';
import { DivisionName } from '@/ui/division-name';
import { DivisionPicker } from '@/ui/division-picker';
import { Button, Card, Field, TroubleBox, Waiting } from '@/ui/kit';

interface TransferFormProps {
  readonly origin: string;
  readonly onSent: () => void;
}

/** Where she lives and works here, and her consent at her own province: then her community decides. */
export function TransferForm({ origin, onSent }: TransferFormProps) {
  const { drafts } = useKept();
  const t = useWords();
  const task = useTask();
  const { residence, address = '', employer = '' } = drafts.transfer ?? {};
  const change = (more: NonNullable<typeof drafts.transfer>) =>
    keepDraft({ transfer: { ...drafts.transfer, ...more } });
  const consent = broughtConsent(drafts.consent, origin, 'transfer');
  const send = async () => {
    if (residence === undefined || consent === undefined) return;
    try {
      await node().call(routes.applyForTransfer, {
        body: {
          residence,
          consent,
          ...(address.trim() === '' ? {} : { address: address.trim() }),
          ...(employer.trim() === '' ? {} : { employer: employer.trim() }),
        },
      });
    } catch (error) {
      // The answer to an earlier sending was lost: it is there, and it is shown.
      if (!(error instanceof ProblemError) || error.code !== 'transfer-open') throw error;
    }
    keepDraft({ transfer: undefined, consent: undefined });
    onSent();
  };
  return (
    <>
      <Card title={t('转到居住地社区', 'Transfer to where you live')}>
        <p>
          {t(
            '您已停留较久。转入后,健康码由本省管理,由居住的社区提供检测等服务,不用再到原省份更新。',
            'You have been here for long. Once transferred, your code is this province’s, your community looks after you, and you need not renew it at home.',
          )}
        </p>
        <p className="why">{t('现在住在哪里', 'Where you live now')}</p>
        {residence === undefined ? (
          <ResidencePicker onPick={(code) => change({ residence: code })} />
        ) : (
          <div className="picker-way">
            <DivisionName code={residence} />
            <Button kind="quiet" onClick={() => keepDraft({ transfer: { address, employer } })}>
              {t('改选', 'Change')}
            </Button>
          </div>
        )}
        <Field
          name={t('门牌地址(选填)', 'Street and number (optional)')}
          value={address}
          maxLength={120}
          onInput={(text) => change({ address: text })}
        />
        <Field
          name={t('工作单位(选填)', 'Employer (optional)')}
          value={employer}
          maxLength={120}
          onInput={(text) => change({ employer: text })}
        />
      </Card>
      {consent === undefined ? (
        <>
          <p className="fine">
            {leavesToAgree
              ? t(
                  '转出要您本人在原省份同意,之后自动回到这里,填写的内容都在。',
                  'You agree to it at your own province, and come back here; all you entered is kept.',
                )
              : t(
                  '转出要您本人在原省份的网页上同意,小程序打不开那个网页:点一下复制网址,到手机浏览器里打开。填写的内容都在。',
                  'You agree to it on a page of your own province, which a mini-program cannot open: copy its address with one tap and open it in the browser of your phone. All you entered is kept.',
                )}
          </p>
          <Button
            disabled={residence === undefined}
            busy={task.busy}
            onClick={() => task.run(() => goToAgree(origin, { to: 'transfer' }))}
          >
            {leavesToAgree
              ? t('去原省份同意', 'Agree at your own province')
              : t('复制网址,去浏览器同意', 'Copy the address and agree in the browser')}
          </Button>
          <AwaitedConsent originDivision={origin} subject="transfer" />
        </>
      ) : (
        <Button disabled={residence === undefined} busy={task.busy} onClick={() => task.run(send)}>
          {t('提交转入申请', 'Apply for the transfer')}
        </Button>
      )}
      <TroubleBox task={task} />
    </>
  );
}

/** In this province, as narrow as she knows. */
function ResidencePicker({ onPick }: { readonly onPick: (code: string) => void }) {
  const { province } = useKept();
  const t = useWords();
  const task = useTask();
  const [within, setWithin] = useState<Division>();
  const here = province?.division;
  useEffect(() => {
    if (here !== undefined) task.run(async () => setWithin((await divisionsBelow()).find(({ code }) => code === here)));
  }, [here, task.run]);
  return (
    <>
      {within === undefined ? (
        task.busy && <Waiting>{t('正在读取', 'Reading')}</Waiting>
      ) : (
        <DivisionPicker least="county" within={within} onPick={onPick} />
      )}
      <TroubleBox task={task} />
    </>
  );
}
