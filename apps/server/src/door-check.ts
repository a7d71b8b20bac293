import { schemas } from '@tongxing/contract';
import { Compile } from 'typebox/compile';
import type { ProvinceProfile } from './province.ts';

const shape = Compile(schemas.DoorCheck);

/**
 * What is checked at places of a kind: what the province's lines say of them, a later line over an earlier one.
 * @throws Error naming the kind of place of which the lines do not say all
 */
export function doorCheck(
  { checkpoint }: Pick<ProvinceProfile, 'checkpoint'>,
  placeType: schemas.PlaceType,
): schemas.DoorCheck {
  const lines = checkpoint.places.filter(({ places }) => places === undefined || places.includes(placeType));
  const { places: _kinds, ...check } = Object.assign({}, ...lines) as ProvinceProfile['checkpoint']['places'][number];
  if (shape.Check(check)) return check;
  throw new Error(`checkpoint.places does not say all of ${placeType}: ${shape.Errors(check)[0]?.message ?? ''}`);
}
