import type { ProvinceProfile } from '../../province.ts';
import { renderMessage, valuesOf } from './render.ts';
import { cut } from './sms-text.ts';
import type { StoredMessage } from './stored.ts';
import { writtenTime } from './times.ts';

/**
 * What a subscribe message has room for. The limits are those of the platform's table of parameter values: `phrase` five Chinese
 * characters, `thing` twenty characters, `time` a date with a clock, `phone_number` seventeen digits and signs.
 */
export interface Keywords {
  readonly phrase: string;
  /** When it happened, or for what is coming when it will. */
  readonly time: string;
  readonly reason: string;
  readonly until: string;
  readonly phone: string;
}

const thingLength = 20;

export function keywordsOf(profile: ProvinceProfile, message: StoredMessage): Keywords {
  const { phrase, title } = renderMessage(profile, message);
  const values = valuesOf(profile, message);
  const at = message.details.at === undefined ? message.toldAt : new Date(message.details.at);
  const reason = values.reasons.zh || values.cause.zh || values.ground.zh || title.zh;
  const further = message.reasons.length > 0 ? `至${values.until.zh}` : values.cure.zh || '请打开小程序查看';
  return {
    phrase,
    time: writtenTime(at),
    reason: cut(reason, thingLength),
    until: cut(further, thingLength),
    phone: profile.hotline.slice(0, 17),
  };
}
