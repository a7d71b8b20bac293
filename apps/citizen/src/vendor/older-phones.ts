// What the app and its libraries use of ECMAScript after 2017: phones older than it have none of it. Loaded before everything else.

function provide(owner: object, name: string, value: unknown): void {
  if (!(name in owner)) Object.defineProperty(owner, name, { value, writable: true, configurable: true });
}

provide(Object, 'hasOwn', (object: object, key: PropertyKey) => Object.prototype.hasOwnProperty.call(object, key));
provide(Array.prototype, 'flatMap', function flatMap<
  T,
  U,
>(this: T[], map: (item: T, position: number, all: T[]) => U | U[]) {
  return ([] as U[]).concat(...this.map(map));
});
