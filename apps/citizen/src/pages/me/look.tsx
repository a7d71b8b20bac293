import { useState } from 'react';
import { keep } from '@/store/kept';
import { useKept, useWords } from '@/store/hooks';
import { Button, Card, Choice } from '@/ui/kit';

const themes = ['system', 'light', 'dark'] as const;

/** How the app looks and speaks. In elder mode language and colours are one tap further. */
export function Look() {
  const { language, elder, theme } = useKept();
  const t = useWords();
  const [all, setAll] = useState(false);
  const themeNames = { system: t('跟随系统', 'As the phone'), light: t('浅色', 'Light'), dark: t('深色', 'Dark') };
  return (
    <Card title={t('显示', 'Display')}>
      <Choice
        name={t('长辈模式', 'Large type')}
        more={t('字大、步骤少', 'Larger, fewer choices')}
        on={elder}
        onChange={(on) => keep({ elder: on })}
      />
      {elder && !all ? (
        <Button kind="quiet" onClick={() => setAll(true)}>
          {t('语言和深浅', 'Language and colours')}
        </Button>
      ) : (
        <>
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
        </>
      )}
    </Card>
  );
}
