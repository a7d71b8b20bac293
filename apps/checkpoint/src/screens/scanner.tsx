import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { keepAwake } from '../reading/awake.ts';
import { CameraTroubleError, openCamera, type Camera, type CameraTrouble } from '../reading/camera.ts';
import { openDecoder, type Decode, type Sought } from '../reading/decoder.ts';
import { createSightings } from '../reading/sighting.ts';
import { listenToWedge, shortest } from '../reading/wedge.ts';
import { useWords, type Bilingual } from '../words/language.ts';

let decoder: Decode | undefined;

/** One reader for the whole app: it takes a moment to load. */
export function sharedDecoder(): Decode {
  decoder ??= openDecoder();
  return decoder;
}

interface Props {
  /** Whether a code that is held up now is wanted. */
  readonly accepts: () => boolean;
  readonly see: (text: string) => void;
  /** What is said of what was held up last, instead of what to do. */
  readonly said?: string | undefined;
  /** What to do; to point at a health code, where nothing else is said. */
  readonly hint?: string;
  readonly sought?: Sought;
}

/** What the camera sees, and what a handheld scanner reads. */
export function Scanner({ accepts, see, said, hint, sought = 'codes' }: Props) {
  const t = useWords();
  const video = useRef<HTMLVideoElement>(null);
  const [trouble, setTrouble] = useState<CameraTrouble | 'reader'>();
  const [several, setSeveral] = useState(false);
  const latest = useRef({ accepts, see });
  latest.current = { accepts, see };
  // From the moment it is shown: a handheld scanner is quicker than the camera.
  useLayoutEffect(
    () =>
      listenToWedge(
        window,
        (text) => {
          if (latest.current.accepts()) latest.current.see(text);
        },
        sought === 'codes' ? shortest.code : shortest.label,
      ),
    [],
  );
  useEffect(() => {
    const sight = createSightings();
    const seen = (texts: readonly string[]) => {
      if (!latest.current.accepts()) return;
      const sighting = sight(texts, performance.now());
      setSeveral(sighting.kind === 'several');
      if (sighting.kind === 'code') latest.current.see(sighting.text);
    };
    let letSleep: (() => void) | undefined;
    let camera: Camera | undefined;
    let gone = false;
    const failed = (error: unknown) => setTrouble(error instanceof CameraTroubleError ? error.trouble : 'reader');
    openCamera(video.current!, (image) => sharedDecoder()(image, sought), seen, failed).then((opened) => {
      camera = opened;
      if (gone) camera.stop();
      else letSleep = keepAwake();
    }, failed);
    return () => {
      gone = true;
      camera?.stop();
      letSleep?.();
    };
  }, []);
  return (
    <div class="scanner">
      <video ref={video} muted playsInline aria-label={t('相机画面', 'What the camera sees')} />
      <div class="frame" aria-hidden="true" />
      <p class={said === undefined ? 'hint' : 'hint loud'} role="status">
        {trouble !== undefined
          ? t.say(troubles[trouble])
          : several
            ? t('画面里有两个健康码,请只对准一个', 'Two health codes in view: point at one of them')
            : (said ?? hint ?? t('对准健康码', 'Point at the health code'))}
      </p>
    </div>
  );
}

const troubles: Readonly<Record<CameraTrouble | 'reader', Bilingual>> = {
  refused: {
    zh: '没有相机权限。请在浏览器设置里允许使用相机;也可以用扫码枪或上传图片。',
    en: 'The camera is not allowed. Allow it in the settings of the browser, or use a handheld scanner or a picture.',
  },
  none: {
    zh: '本机没有相机。请用扫码枪或上传图片。',
    en: 'There is no camera here. Use a handheld scanner or a picture.',
  },
  busy: {
    zh: '相机正被其他应用使用。请关掉后重新打开;也可以用扫码枪或上传图片。',
    en: 'Another app uses the camera. Close it and open this one again, or use a handheld scanner or a picture.',
  },
  reader: {
    zh: '识别程序没有加载。请重新打开本应用;扫码枪仍可使用。',
    en: 'The reader was not loaded. Open this app again; a handheld scanner still works.',
  },
};
