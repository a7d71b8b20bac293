import Taro from '@tarojs/taro';
import { routes } from '@tongxing/contract';
import { ownNode } from '@/api/node';
import { useTask } from '@/api/task';
import { forget, keep } from '@/store/kept';
import { useKept, useWords } from '@/store/hooks';
import { documentName } from '@/ui/documents';
import { Button, Call, Card, Choice, Rows, TroubleBox } from '@/ui/kit';
import { Page } from '@/ui/page';
import { Known } from './known';

const themes = ['system', 'light', 'dark'] as const;

/** Who is signed in, how the app looks and speaks, and the way out. */
export default function Me() {
  const { me, session, province, actingFor } = useKept();
  const t = useWords();
  return (
    <Page title={t('我的', 'Me')} nav="me">
      {session === undefined ? (
        <Button onClick={() => void Taro.navigateTo({ url: '/pages/sign-in/index' })}>{t('登录', 'Sign in')}</Button>
      ) : (
        <Card title={actingFor === undefined ? t('本人', 'You') : t('正在为谁办理', 'Whom you act for')}>
          <Rows
            rows={[
              [t('姓名', 'Name'), me?.maskedName ?? t('还没有认证', 'not verified yet')],
              me?.verified === true ? [documentName(t, me.documentType ?? '10'), `…${me.lastFour ?? ''}`] : undefined,
              actingFor === undefined ? [t('手机号', 'Phone'), me?.maskedPhone ?? ''] : undefined,
            ]}
          />
        </Card>
      )}
      {me?.verified === true && <Known />}
      <Look />
      {province !== undefined && (
        <Card title={t('需要人帮忙', 'Talk to a person')}>
          <Call phone={province.hotline} />
        </Card>
      )}
      {session !== undefined && <SignOut />}
    </Page>
  );
}

function Look() {
  const { language, elder, theme } = useKept();
  const t = useWords();
  const themeNames = { system: t('跟随系统', 'As the phone'), light: t('浅色', 'Light'), dark: t('深色', 'Dark') };
  return (
    <Card title={t('显示', 'Display')}>
      <Choice
        name={t('长辈模式', 'Large type')}
        more={t('字大、步骤少', 'Larger, fewer choices')}
        on={elder}
        onChange={(on) => keep({ elder: on })}
      />
      <Choice kind="radio" name="中文" on={language === 'zh'} onChange={() => keep({ language: 'zh' })} />
      <Choice kind="radio" name="English" on={language === 'en'} onChange={() => keep({ language: 'en' })} />
      {themes.map((each) => (
        <Choice
          key={each}
          kind="radio"
          name={themeNames[each]}
          on={theme === each}
          onChange={() => keep({ theme: each })}
        />
      ))}
    </Card>
  );
}

/** Signing out ends the session at the node too: without a network it is said that it cannot, and nothing is lost. */
function SignOut() {
  const t = useWords();
  const task = useTask();
  return (
    <>
      <Button
        kind="danger"
        busy={task.busy}
        onClick={() =>
          task.run(async () => {
            await ownNode().call(routes.signOut, {});
            forget();
            await Taro.reLaunch({ url: '/pages/code/index' });
          })
        }
      >
        {t('退出登录', 'Sign out')}
      </Button>
      <p className="fine">
        {t(
          '退出后,这部手机上的码会清除;下次登录可重新领取。',
          'The codes on this phone are removed; you can get them again when you sign in.',
        )}
      </p>
      <TroubleBox task={task} />
    </>
  );
}
