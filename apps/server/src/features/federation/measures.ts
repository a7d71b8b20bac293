import type { Measure } from '../../platform/measure.ts';
import type { TrustListSource } from './trust-list.ts';

export function federationMeasures({ trustList }: { readonly trustList: TrustListSource }): Measure[] {
  return [
    {
      name: 'tongxing.trust.list.left',
      async read(now) {
        const { trustList: list } = await trustList.current();
        return list === undefined ? [] : [{ value: list.expiresAt - now.getTime() / 1000 }];
      },
    },
  ];
}
