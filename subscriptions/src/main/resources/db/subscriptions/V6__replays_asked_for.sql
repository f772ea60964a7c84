-- A sender looks for these at each turn: a replay may be asked for while another still owns the webhook.
create index webhook_dead_letter_replay on webhook_dead_letter (webhook_id) where replay;
