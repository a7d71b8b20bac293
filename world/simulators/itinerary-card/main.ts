import { runCommand } from '../command.ts';
import { itineraryCard } from './itinerary-card.ts';

await runCommand(itineraryCard);
