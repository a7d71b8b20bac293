import { useKept, useWords } from '@/store/hooks';

/** Said while the colour she sees is the one from before what she declared. */
export function Comparing() {
  const { health } = useKept();
  const t = useWords();
  // What an earlier version kept says nothing about it.
  if (health?.comparing !== true) return null;
  return (
    <p className="notice" role="status">
      {t(
        '正在与各来源核对,现在显示的是核对之前的颜色。您申报的内容已收到,都在。请稍后联网更新。',
        'Comparing with the sources: what you see is the colour of before. What you declared has arrived and is kept. Update online in a little while.',
      )}
    </p>
  );
}
