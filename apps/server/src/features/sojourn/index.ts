export { readEdge } from './edge.ts';
export { sojournersIn, type Whereabouts } from './find.ts';
export { keepSojourns, type FactWithPlace } from './keep.ts';
