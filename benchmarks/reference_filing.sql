-- The floor a filing is measured against: what it writes, as bare prepared SQL. Fixed; no trigger, no NOTIFY.
\set who random(1, 8)
\set number random(1, 1000000000)
SELECT s.data, u.email, u.full_name FROM floor.session s JOIN floor.person u ON u.id = s.person WHERE s.id = :who;
BEGIN;
INSERT INTO floor.dossier (uid, procedure, unit, person, status, submitted_at, answers) VALUES (gen_random_uuid(), 'kho-ngoai-quan.thanh-lap', 1, :who, 'submitted', now(), '{"business_name": "Công ty TNHH Kho vận Hải Đăng Mẫu", "tax_code": "9900011117", "head_office": "Số 1 đường Ví Dụ, phường Mẫu, Hải Phòng", "phone": "0900000001", "legal_paper": "9900011117, 05/03/2015, Hải Phòng", "kind": "warehouse", "zone": "port", "site_address": "Lô 5 khu công nghiệp Ví Dụ, Hải Phòng", "land_area": 5000, "warehouse_area": 1250.5, "has_software": true, "has_cameras": true, "fire_certificate": "123/PCCC-2015", "note": "Bảo đảm các điều kiện về vị trí, diện tích, phần mềm và camera theo quy định"}'::jsonb) RETURNING id AS dossier \gset
INSERT INTO floor.paper (dossier, key, file, name, size) VALUES (:dossier, 'request', gen_random_uuid(), 'de-nghi.pdf', 91234), (:dossier, 'layout', gen_random_uuid(), 'so-do.pdf', 81234), (:dossier, 'fire-safety', gen_random_uuid(), 'pccc.pdf', 71234);
INSERT INTO floor.clock_entry (dossier, seq, kind, at) VALUES (:dossier, 1, 'submitted', now());
INSERT INTO floor.register_entry (stream, seq, event, at, body, hash) VALUES (:dossier, 1, 'submitted', now(), repeat('x', 900), sha256('1'::bytea)), (:dossier, 2, 'papers_added', now(), repeat('x', 500), sha256('2'::bytea));
INSERT INTO floor.figure_change (unit, procedure, channel, measure, day, due_slot, delta) VALUES (1, 'kho-ngoai-quan.thanh-lap', 'online', 'received', '2026-01-01', 0, 1);
INSERT INTO floor.job (queue, task, args) VALUES ('mail', 'notifications.send_message', '{"message_id": 1}'), ('mail', 'notifications.send_message', '{"message_id": 2}');
COMMIT;
