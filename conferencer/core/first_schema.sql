-- The notebook as version 1 has it. Never edited: later versions are steps in migrations.py.
CREATE TABLE class_group (
    id INTEGER NOT NULL,
    uid VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    school_year VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    guide VARCHAR NOT NULL,
    cadence INTEGER,
    outside_ids JSON NOT NULL,
    archived_on DATE,
    PRIMARY KEY (id),
    UNIQUE (uid)
);
CREATE TABLE school_day (
    day DATE NOT NULL,
    label VARCHAR NOT NULL,
    PRIMARY KEY (day)
);
CREATE TABLE student (
    id INTEGER NOT NULL,
    uid VARCHAR NOT NULL,
    given_name VARCHAR NOT NULL,
    family_name VARCHAR NOT NULL,
    preferred_name VARCHAR NOT NULL,
    say_name VARCHAR NOT NULL,
    pronouns VARCHAR NOT NULL,
    grade VARCHAR NOT NULL,
    home_language VARCHAR NOT NULL,
    email VARCHAR NOT NULL,
    outside_ids JSON NOT NULL,
    type VARCHAR NOT NULL,
    cadence INTEGER,
    archived_on DATE,
    search_name VARCHAR NOT NULL,
    sort_name VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid)
);
CREATE INDEX ix_student_search_name ON student (search_name);
CREATE INDEX ix_student_sort_name ON student (sort_name);
CREATE TABLE conference (
    id INTEGER NOT NULL,
    uid VARCHAR NOT NULL,
    student_id INTEGER NOT NULL,
    class_id INTEGER,
    type VARCHAR NOT NULL,
    guide VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    asked_by VARCHAR NOT NULL,
    planned_on DATE,
    held_on DATE NOT NULL,
    started_at DATETIME NOT NULL,
    seconds INTEGER NOT NULL,
    finished_at DATETIME,
    pane VARCHAR NOT NULL,
    field VARCHAR NOT NULL,
    cursor VARCHAR NOT NULL,
    discarded_at DATETIME,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(student_id) REFERENCES student (id),
    FOREIGN KEY(class_id) REFERENCES class_group (id)
);
CREATE INDEX ix_conference_class_id ON conference (class_id);
CREATE INDEX ix_conference_status_held ON conference (status, held_on);
CREATE INDEX ix_conference_student_status_held ON conference (student_id, status, held_on);
CREATE TABLE enrollment (
    id INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    class_id INTEGER NOT NULL,
    joined_on DATE NOT NULL,
    left_on DATE,
    placed_on DATE,
    place INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(student_id) REFERENCES student (id),
    FOREIGN KEY(class_id) REFERENCES class_group (id)
);
CREATE INDEX ix_enrollment_class_id ON enrollment (class_id);
CREATE INDEX ix_enrollment_student_id ON enrollment (student_id);
CREATE TABLE goal (
    id INTEGER NOT NULL,
    uid VARCHAR NOT NULL,
    student_id INTEGER NOT NULL,
    wording VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    sign VARCHAR NOT NULL,
    chosen_by VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    target_on DATE,
    status VARCHAR NOT NULL,
    since DATE NOT NULL,
    closed_on DATE,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(student_id) REFERENCES student (id)
);
CREATE INDEX ix_goal_student_id ON goal (student_id);
CREATE TABLE profile_entry (
    id INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    said_by VARCHAR NOT NULL,
    since DATE NOT NULL,
    until DATE,
    PRIMARY KEY (id),
    FOREIGN KEY(student_id) REFERENCES student (id)
);
CREATE INDEX ix_profile_entry_student_id ON profile_entry (student_id);
CREATE TABLE request (
    id INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    asked_on DATE NOT NULL,
    answered_on DATE,
    PRIMARY KEY (id),
    FOREIGN KEY(student_id) REFERENCES student (id)
);
CREATE INDEX ix_request_student_id ON request (student_id);
CREATE TABLE appointment (
    id INTEGER NOT NULL,
    uid VARCHAR NOT NULL,
    student_id INTEGER NOT NULL,
    conference_id INTEGER,
    planned_on DATE NOT NULL,
    kept_on DATE,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(student_id) REFERENCES student (id),
    FOREIGN KEY(conference_id) REFERENCES conference (id)
);
CREATE INDEX ix_appointment_conference_id ON appointment (conference_id);
CREATE INDEX ix_appointment_student_id ON appointment (student_id);
CREATE TABLE goal_revision (
    id INTEGER NOT NULL,
    goal_id INTEGER NOT NULL,
    wording VARCHAR NOT NULL,
    changed_at DATETIME NOT NULL,
    why VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(goal_id) REFERENCES goal (id)
);
CREATE INDEX ix_goal_revision_goal_id ON goal_revision (goal_id);
CREATE TABLE next_step (
    id INTEGER NOT NULL,
    uid VARCHAR NOT NULL,
    student_id INTEGER NOT NULL,
    conference_id INTEGER,
    goal_id INTEGER,
    text VARCHAR NOT NULL,
    when_cue VARCHAR NOT NULL,
    obstacle VARCHAR NOT NULL,
    sign VARCHAR NOT NULL,
    owner VARCHAR NOT NULL,
    due_on DATE,
    status VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(student_id) REFERENCES student (id),
    FOREIGN KEY(conference_id) REFERENCES conference (id),
    FOREIGN KEY(goal_id) REFERENCES goal (id)
);
CREATE INDEX ix_next_step_conference_id ON next_step (conference_id);
CREATE INDEX ix_next_step_goal_id ON next_step (goal_id);
CREATE INDEX ix_next_step_student_status_due ON next_step (student_id, status, due_on);
CREATE TABLE note (
    id INTEGER NOT NULL,
    conference_id INTEGER NOT NULL,
    field VARCHAR NOT NULL,
    voice VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    changed_at DATETIME NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (conference_id, field),
    FOREIGN KEY(conference_id) REFERENCES conference (id)
);
CREATE TABLE note_revision (
    id INTEGER NOT NULL,
    conference_id INTEGER NOT NULL,
    field VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    changed_at DATETIME NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(conference_id) REFERENCES conference (id)
);
CREATE INDEX ix_note_revision_conference_id ON note_revision (conference_id);
CREATE TABLE connection (
    id INTEGER NOT NULL,
    next_step_id INTEGER,
    goal_id INTEGER,
    kind VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    target VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(next_step_id) REFERENCES next_step (id),
    FOREIGN KEY(goal_id) REFERENCES goal (id)
);
CREATE INDEX ix_connection_goal_id ON connection (goal_id);
CREATE INDEX ix_connection_next_step_id ON connection (next_step_id);
CREATE TABLE follow_up (
    id INTEGER NOT NULL,
    next_step_id INTEGER NOT NULL,
    conference_id INTEGER NOT NULL,
    outcome VARCHAR NOT NULL,
    words VARCHAR NOT NULL,
    changed_to_id INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(next_step_id) REFERENCES next_step (id),
    FOREIGN KEY(conference_id) REFERENCES conference (id),
    FOREIGN KEY(changed_to_id) REFERENCES next_step (id)
);
CREATE INDEX ix_follow_up_changed_to_id ON follow_up (changed_to_id);
CREATE INDEX ix_follow_up_conference_id ON follow_up (conference_id);
CREATE INDEX ix_follow_up_next_step_id ON follow_up (next_step_id);
