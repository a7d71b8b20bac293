import type { ProvinceProfile } from '../../province.ts';
import { fillIn, valuesOf, type Values } from './render.ts';
import type { StoredMessage } from './stored.ts';
import type { Placeholder } from './templates.ts';
import { wordingOf } from './wording.ts';

/** A text message of UCS-2 has 70 characters; each part of a longer one has 67 (3GPP TS 23.040, 9.2.3.24.1). */
const partLength = 67;

/** What may be shortened, first the last: reason, end and hotline stay as long as anything does. */
const shortened = ['release', 'cure', 'contest', 'reasons', 'cause'] as const satisfies readonly Placeholder[];

/**
 * A message as a text message, in Chinese, at most as long as the province pays for. What is too long is cut where it hurts least, and
 * ends with an ellipsis; the whole of it stands in the inbox.
 * @param about for a guardian: whose message it is, masked
 */
export function smsText(profile: ProvinceProfile, message: StoredMessage, about?: string): string {
  const limit = profile.notification.smsSegments * partLength;
  const wording = wordingOf(profile, message.kind, message.details);
  const opening = about === undefined ? '' : `以下消息发给您代办的家人${about}:`;
  let values: Values = valuesOf(profile, message);
  const write = () => `【${profile.codeName.zh}】${opening}${fillIn(wording.text, values, 'zh')}`;
  for (const name of shortened) {
    const excess = write().length - limit;
    if (excess <= 0) break;
    const whole = values[name].zh;
    values = { ...values, [name]: { ...values[name], zh: cut(whole, Math.max(0, whole.length - excess)) } };
  }
  return cut(write(), limit);
}

/** At most so many UTF-16 units, the last of them an ellipsis where something is missing; never half a character. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > limit - 1) break;
    kept += character;
  }
  return limit <= 0 ? '' : `${kept}…`;
}
