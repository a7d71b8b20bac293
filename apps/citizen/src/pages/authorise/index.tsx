import Taro, { useDidShow, useRouter } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import { learnProvince } from '@/api/node';
import { peerOf, type Peer } from '@/api/peers';
import { refreshPerson } from '@/api/person';
import { useTask } from '@/api/task';
import { getKept } from '@/store/kept';
import { useKept, useWords } from '@/store/hooks';
import { Button, Card, TroubleBox, Waiting } from '@/ui/kit';
import { Faces } from '@/ui/faces';
import { Page } from '@/ui/page';
import { Agreement } from './agreement';

/**
 * Where another province sends its applicant: signed in here, she sees who asks for what and for how long, and agrees or not. She goes
 * back only to a node that this one recognises, whatever the address said.
 */
export default function Authorise() {
  const { session, me, code, province, actingFor } = useKept();
  const t = useWords();
  const task = useTask('look');
  const { audience = '', challenge = '', purpose } = useRouter().params;
  const [peer, setPeer] = useState<Peer | null>();
  useDidShow(() =>
    task.run(async () => {
      await learnProvince();
      setPeer((/^[\w-]{43}$/.test(challenge) ? await peerOf(audience) : undefined) ?? null);
      if (getKept().session !== undefined) await refreshPerson();
    }),
  );
  const before = useRef(actingFor);
  useEffect(() => {
    if (before.current === actingFor) return;
    before.current = actingFor;
    // What is held of somebody chosen may be nothing yet.
    if (getKept().session !== undefined && getKept().code === undefined) task.run(refreshPerson);
  }, [actingFor, task.run]);
  const here = province === undefined ? t('本省', 'this province') : t.say(province.name);
  return (
    <Page title={t('授权查询', 'Your consent')}>
      {peer !== null && <Faces />}
      {peer === null ? (
        <Card title={t('不能确认是谁在请求', 'It is not known who asks')}>
          <p>
            {t(
              '这个请求不是来自互认的省份,没有发出任何信息。请回到您要去的省份的页面重新开始。',
              'This does not come from a province that is recognised here. Nothing was sent. Please begin again on the page of the province you are going to.',
            )}
          </p>
        </Card>
      ) : peer === undefined ? (
        task.busy && <Waiting>{t('正在确认是谁在请求', 'Finding out who asks')}</Waiting>
      ) : session === undefined ? (
        <Needed
          why={t(
            `${t.say(peer.name)}想查询您在${here}的码。请先登录。`,
            `${t.say(peer.name)} would like to ask about your code in ${here}. Please sign in first.`,
          )}
          name={t('登录', 'Sign in')}
          page="sign-in"
        />
      ) : me === undefined && task.busy ? (
        <Waiting>{t('正在读取您的信息', 'Reading what is known')}</Waiting>
      ) : code === undefined ? (
        !task.busy && (
          <Needed
            why={t(
              `您在${here}还没有健康码。请先领取,再回到这里。`,
              `You have no code in ${here} yet. Please get one first, then come back here.`,
            )}
            name={t('去领取', 'Get a code')}
            page="code"
          />
        )
      ) : (
        <Agreement
          key={actingFor}
          peer={peer}
          challenge={challenge}
          purpose={purpose === 'transfer' ? 'transfer' : 'conversion'}
        />
      )}
      <TroubleBox task={task} />
    </Page>
  );
}

function Needed({ why, name, page }: { readonly why: string; readonly name: string; readonly page: string }) {
  return (
    <Card>
      <p>{why}</p>
      <Button onClick={() => void Taro.navigateTo({ url: `/pages/${page}/index` })}>{name}</Button>
    </Card>
  );
}
