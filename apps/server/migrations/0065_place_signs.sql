-- A place code on paper, of a venue. Displays have none: a display is a device of its venue, and its card names the device.
create table place_sign (
  venue_id uuid not null references venue (venue_id),
  sign_id uuid not null,
  issued_by uuid not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (venue_id, sign_id)
);
