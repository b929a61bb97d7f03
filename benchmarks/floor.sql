-- The tables of reference_filing.sql, with the keys and indexes a filing cannot do without.
DROP SCHEMA IF EXISTS floor CASCADE;
CREATE SCHEMA floor;
CREATE TABLE floor.person (id bigint PRIMARY KEY, email text NOT NULL, full_name text NOT NULL);
CREATE TABLE floor.session (id bigint PRIMARY KEY, person bigint NOT NULL, data text NOT NULL);
CREATE TABLE floor.dossier (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, uid uuid NOT NULL UNIQUE, procedure text NOT NULL,
    unit bigint NOT NULL, person bigint NOT NULL, status text NOT NULL, submitted_at timestamptz NOT NULL,
    answers jsonb NOT NULL
);
CREATE INDEX ON floor.dossier (unit, submitted_at);
CREATE TABLE floor.paper (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, dossier bigint NOT NULL, key text NOT NULL, file uuid NOT NULL,
    name text NOT NULL, size bigint NOT NULL
);
CREATE INDEX ON floor.paper (dossier);
CREATE TABLE floor.clock_entry (dossier bigint, seq smallint, kind text NOT NULL, at timestamptz NOT NULL, PRIMARY KEY (dossier, seq));
CREATE TABLE floor.register_entry (
    stream bigint, seq int, event text NOT NULL, at timestamptz NOT NULL, body text NOT NULL, hash bytea NOT NULL,
    PRIMARY KEY (stream, seq)
);
CREATE TABLE floor.figure_change (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, unit bigint, procedure text, channel text, measure text, day date,
    due_slot bigint, delta int
);
CREATE TABLE floor.job (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, queue text, task text, args jsonb);
INSERT INTO floor.person SELECT n, 'nguoi-nop-' || n || '@congty.example', 'Người Nộp Mẫu ' || n FROM generate_series(1, 8) n;
INSERT INTO floor.session SELECT n, n, '{"_auth_user_id": "' || n || '", "_auth_user_hash": "0123456789abcdef"}' FROM generate_series(1, 8) n;
