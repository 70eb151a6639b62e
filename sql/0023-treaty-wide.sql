-- What concerns a treaty as a whole is told beside participants or groups only where it is asked for. Who subscribed before
-- was told it, and goes on to be.
update interests set definition = definition || jsonb_build_object('treaty_wide',
  definition -> 'participants' <> '[]'::jsonb or definition -> 'groups' <> '[]'::jsonb);
