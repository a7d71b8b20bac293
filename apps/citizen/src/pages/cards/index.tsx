import Taro from '@tarojs/taro';
import { colourSigns } from '@tongxing/contract';
import { useKept, useWords } from '@/store/hooks';
import { goTo } from '@/ui/go';
import { Button, Card, ColourSign, Rows } from '@/ui/kit';
import { DivisionName } from '@/ui/division-name';
import { Page } from '@/ui/page';
import { dayAndTime } from '@/words/times';
import { Documents } from './documents';
import { Elsewhere } from './elsewhere';

/** Every code and document of hers in one place: what there was before is found again here, without applying anew. */
export default function Cards() {
  const { code, province, me } = useKept();
  const t = useWords();
  return (
    <Page title={t('我的码和证件', 'My codes and documents')}>
      {code !== undefined && (
        <Card title={province === undefined ? t('健康码', 'Health code') : t.say(province.codeName)}>
          <ColourSign sign={colourSigns[code.colour]} small />
          <Rows
            rows={[
              [t('适用范围', 'For'), <DivisionName key="scope" code={code.scope} />],
              [t('有效至', 'Valid until'), dayAndTime(t, code.validTo)],
              [
                t('依据', 'By'),
                code.basis === 'conversion' ? t('外省码转换', 'conversion') : t('本省申报', 'declaration'),
              ],
            ]}
          />
          <Button onClick={() => void Taro.reLaunch({ url: '/pages/code/index' })}>{t('出示', 'Show it')}</Button>
        </Card>
      )}
      {code === undefined && (
        <Card title={t('还没有健康码', 'No code yet')}>
          <Button onClick={() => void Taro.reLaunch({ url: '/pages/code/index' })}>{t('去领取', 'Get it')}</Button>
        </Card>
      )}
      {me?.verified === true && (
        <>
          <Elsewhere />
          <Documents />
          <Button kind="plain" onClick={() => goTo('add-document/index')}>
            {t('添加证件', 'Add a document')}
          </Button>
        </>
      )}
    </Page>
  );
}
