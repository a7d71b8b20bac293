import { colourSigns, routes, type schemas } from '@tongxing/contract';
import { useState } from 'react';
import { useIntent } from '@/api/intent';
import { node } from '@/api/node';
import { appPage, type Peer } from '@/api/peers';
import { useTask } from '@/api/task';
import { useKept, useWords } from '@/store/hooks';
import { documentName } from '@/ui/documents';
import { Button, Card, Choice, ColourSign, Rows, TroubleBox } from '@/ui/kit';
import { vendor } from '@/vendor';

/** So long the other province may ask again, each time she renews the code there; a province may allow less. */
const againDays = 30;

interface AgreementProps {
  readonly peer: Peer;
  readonly challenge: string;
  readonly purpose: schemas.ConsentGrant['purpose'];
}

/** Who asks, about whom, for what, how often; of a transfer, what becomes of her code here. */
export function Agreement({ peer, challenge, purpose }: AgreementProps) {
  const { me, code } = useKept();
  const t = useWords();
  const task = useTask();
  const [again, setAgain] = useState(false);
  const intent = useIntent();
  const asker = t.say(peer.name);
  const isTransfer = purpose === 'transfer';
  const agree = async () => {
    const body: schemas.ConsentGrant = {
      audience: peer.division,
      purpose,
      fields: isTransfer ? ['colour'] : ['colour', 'reasons', 'release', 'freshness'],
      codeChallenge: challenge,
      ...(again && !isTransfer ? { renewalDays: againDays } : {}),
    };
    const idempotencyKey = await intent(body);
    const { authorizationCode } = await node().call(routes.grantConsent, { body, idempotencyKey });
    vendor.leaveFor?.(appPage(peer, 'authorised', { code: authorizationCode, challenge }));
  };
  return (
    <>
      <Card title={t(`${asker}想查询您的码`, `${asker} would like to ask about your code`)}>
        <p>
          {isTransfer
            ? t(
                '您正在那里申请把码转到居住地社区。办成后,您的码由那里管理,这里不再更新;以前的记录仍在保存期内。',
                'You are applying there to have your code transferred to where you live. Once that is done it is that province’s, and not renewed here any more; your records are kept as before.',
              )
            : t('您正在那里申请转换健康码。', 'You are applying there to convert it.')}
        </p>
        <Rows
          rows={[
            [
              t('查谁', 'About'),
              `${me?.maskedName ?? ''} ${documentName(t, me?.documentType ?? '10')} …${me?.lastFour ?? ''}`,
            ],
            [
              t('查什么', 'What'),
              isTransfer
                ? t('颜色', 'The colour')
                : t(
                    '颜色、原因、怎样解除、数据是什么时候的',
                    'The colour, its reasons, what releases it, how fresh the data are',
                  ),
            ],
            [t('不给什么', 'Not given'), t('行程、健康申报、手机号', 'Itinerary, declarations, phone number')],
            isTransfer
              ? undefined
              : [
                  t('有变化时', 'When it changes'),
                  t('码有效期内,颜色变了会告诉对方', 'While the code there is valid, it is told of a change of colour'),
                ],
          ]}
        />
        {code !== undefined && <ColourSign sign={colourSigns[code.colour]} small />}
      </Card>
      {!isTransfer && (
        <Card title={t('可以查几次', 'How often')}>
          <Choice kind="radio" name={t('只这一次', 'This once')} on={!again} onChange={() => setAgain(false)} />
          <Choice
            kind="radio"
            name={t(
              `这一次,以及 ${againDays} 天内每次更新时`,
              `This once, and at each renewal within ${againDays} days`,
            )}
            more={t('到期更新不用再来授权', 'You need not come back to renew')}
            on={again}
            onChange={() => setAgain(true)}
          />
        </Card>
      )}
      <Button busy={task.busy} onClick={() => task.run(agree)}>
        {t(`同意,回到${asker}`, `Agree and go back to ${asker}`)}
      </Button>
      <Button
        kind="plain"
        disabled={task.busy}
        onClick={() => vendor.leaveFor?.(appPage(peer, 'authorised', { declined: '1', challenge }))}
      >
        {t('不同意', 'Do not agree')}
      </Button>
      <p className="fine">
        {t(
          '可以随时在这里撤回授权。查询过的每一次都有记录,您看得到。',
          'You can withdraw it at any time, and every question is on record for you to see.',
        )}
      </p>
      <TroubleBox task={task} />
    </>
  );
}
