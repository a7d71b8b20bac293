export { pictureJobs, pictureTicks } from './jobs.ts';
export { keptPictures } from './kept.ts';
export type { PictureRead } from './read-due.ts';
export { createPictureReader } from './reading/reader.ts';
export { createPictureRedrawer } from './redrawing/redrawer.ts';
export { pictureRoutes } from './routes.ts';
export { acceptPicture, pictureSays, type PictureSays } from './says.ts';
