-- A consent can let the other province ask again at each renewal, until an end that she was told when she gave it.
alter table consent add column renewable_until timestamptz;

-- The consent by which a peer is told; of subscriptions of before it is not known, and nothing is renewed by them.
alter table colour_subscription add column consent_id uuid;

-- At the destination: until when the origin can be asked again without a new consent.
alter table held_subscription add column renewable_until timestamptz;
