import { useState } from 'preact/hooks';
import { useWords, type Bilingual } from '../words/language.ts';
import { sharedDecoder } from './scanner.tsx';

/** Reads a code from a picture on the device. The picture is looked at and nothing of it is kept. */
export function PictureButton({ see }: { readonly see: (text: string) => void }) {
  const t = useWords();
  const [trouble, setTrouble] = useState<Bilingual>();
  const look = async (file: File | undefined) => {
    if (file === undefined) return;
    setTrouble(undefined);
    const [text, another] = await textsOf(file);
    if (text === undefined) setTrouble(noCode);
    else if (another !== undefined) setTrouble(several);
    else see(text);
  };
  return (
    <>
      <label class="button">
        {t('看图片', 'Picture')}
        <input
          class="sr"
          type="file"
          accept="image/*"
          onChange={(event) => {
            const { currentTarget } = event;
            void look(currentTarget.files?.[0]).finally(() => (currentTarget.value = ''));
          }}
        />
      </label>
      {trouble !== undefined && (
        <p class="busy" role="alert">
          {t.say(trouble)}
        </p>
      )}
    </>
  );
}

async function textsOf(file: File): Promise<readonly string[]> {
  try {
    return await sharedDecoder()(await createImageBitmap(file));
  } catch {
    // No picture that this browser can open: there is no code in it either.
    return [];
  }
}

const noCode: Bilingual = {
  zh: '图片里没有找到健康码。请换一张清楚的图片。',
  en: 'No health code was found in the picture. Take a clearer one.',
};
const several: Bilingual = {
  zh: '图片里有两个健康码。请换一张只有一个码的图片。',
  en: 'There are two health codes in the picture. Take one with a single code.',
};
