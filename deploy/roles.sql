-- On a server of your own (PostgreSQL 17 or later), as its administrator, once; then `haidang migrate`.
CREATE ROLE haidang_owner LOGIN PASSWORD 'CHANGE';
CREATE ROLE haidang_app LOGIN PASSWORD 'CHANGE';
CREATE DATABASE haidang OWNER haidang_owner ENCODING 'UTF8' TEMPLATE template0
    LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C';
REVOKE ALL ON DATABASE haidang FROM PUBLIC;
GRANT CONNECT ON DATABASE haidang TO haidang_app;
