"""Batch compliance of the local X: jobs, their files, and what became of each post.

Source: X's batch-compliance guide of August 2026: one job at a time, 15 minutes to upload, 7 days to download.
"""

import json
from dataclasses import replace
from datetime import datetime

from smbot.testing.http.replies import Json, JsonObject
from smbot.testing.x.answers import moment
from smbot.testing.x.jobs import DOWNLOAD_WITHIN, FIRST_ID, UPLOAD_WITHIN, Job
from smbot.testing.x.params import Request, body_only
from smbot.testing.x.problems import Problem, forbidden, invalid_body, invalid_parameter, not_found, unauthorized
from smbot.testing.x.world import XWorld

STATES = ("created", "in_progress", "failed", "complete")
Answer = tuple[int, JsonObject | bytes]


def create(world: XWorld, request: Request) -> Answer:
    """Answer `POST /2/compliance/jobs`."""
    request.only("compliance_job.fields")
    body_only(request.body, "type", "name", "resumable")
    if request.body.get("type") != "tweets":
        raise invalid_body("$.type: this local server takes jobs about tweets")
    now, jobs = world.clock.now(), world.jobs
    if any(job.state(now) in ("created", "in_progress") for job in jobs.by_id.values()):
        raise Problem(409, "Conflict", "There is already an active compliance job of this type.")
    name = request.body.get("name", "")
    job = Job(id=str(FIRST_ID + len(jobs.by_id)), created_at=now, takes=jobs.takes, name=str(name))
    jobs.by_id[job.id] = job
    return 200, {"data": _job_json(job, now, request.base)}


def listed(world: XWorld, request: Request) -> Answer:
    """Answer `GET /2/compliance/jobs`."""
    request.only("type", "status", "compliance_job.fields")
    if request.query.get("type") not in ("tweets", "users"):
        raise invalid_parameter("type", request.query.get("type", ""), "The `type` is not one of [tweets,users]")
    state = request.query.get("status")
    if state not in (None, *STATES):
        raise invalid_parameter("status", str(state), f"The `status` is not one of [{','.join(STATES)}]")
    now = world.clock.now()
    jobs = [job for job in world.jobs.by_id.values() if request.query["type"] == "tweets"]
    shown: list[Json] = [_job_json(job, now, request.base) for job in jobs if state in (None, job.state(now))]
    return 200, {**({"data": shown} if shown else {}), "meta": {"result_count": len(shown)}}


def show(world: XWorld, request: Request) -> Answer:
    """Answer `GET /2/compliance/jobs/{id}`."""
    request.only("compliance_job.fields")
    job = world.jobs.by_id.get(request.path["id"])
    if job is None:
        return 200, {"errors": [not_found("compliance_job", "id", request.path["id"])]}
    return 200, {"data": _job_json(job, world.clock.now(), request.base)}


def upload(world: XWorld, request: Request) -> Answer:
    """Answer `PUT /2/compliance/jobs/{id}/upload`, once: a list of ids, one on a line."""
    job = _permitted(world, request, "upload", "created")
    lines = tuple(line.strip() for line in request.raw.decode("utf-8", "replace").splitlines() if line.strip())
    world.jobs.by_id[job.id] = replace(job, asked=lines, uploaded_at=world.clock.now())
    return 200, {}


def download(world: XWorld, request: Request) -> Answer:
    """Answer `GET /2/compliance/jobs/{id}/download`: one JSON object on a line for each post that is not well."""
    job = _permitted(world, request, "download", "complete")
    found = [_result(world, post_id) for post_id in job.asked]
    return 200, "".join(f"{json.dumps(one)}\n" for one in found if one is not None).encode()


def _permitted(world: XWorld, request: Request, use: str, state: str) -> Job:
    job = world.jobs.by_id.get(request.path["id"])
    if job is None or request.query.get("token") != job.token(use):
        raise unauthorized()
    if job.state(world.clock.now()) != state:
        raise forbidden("This address may not be used any more, or not yet.")
    return job


def _job_json(job: Job, now: datetime, base: str) -> JsonObject:
    address = f"{base}/2/compliance/jobs/{job.id}"
    named: JsonObject = {"name": job.name} if job.name else {}
    return {
        "id": job.id,
        "type": "tweets",
        **named,
        "created_at": moment(job.created_at),
        "status": job.state(now),
        "upload_url": f"{address}/upload?token={job.token('upload')}",
        "upload_expires_at": moment(job.created_at + UPLOAD_WITHIN),
        "download_url": f"{address}/download?token={job.token('download')}",
        "download_expires_at": moment(job.created_at + DOWNLOAD_WITHIN),
    }


def _result(world: XWorld, post_id: str) -> JsonObject | None:
    if not (post_id.isascii() and post_id.isdigit()):
        return {"id": post_id, "error": "invalid_id"}
    post = world.post_of(post_id)
    author = world.user(post.author_id) if post else None
    if post is None or author is None:
        return {"id": post_id, "action": "delete", "redacted_at": None, "deleted_at": None, "reason": "deleted"}
    reasons = (("deleted", post.deleted), ("suspended", author.suspended), ("protected", author.protected))
    why = next((reason for reason, holds in reasons if holds), None)
    now = moment(world.clock.now())
    if why is not None:
        when: JsonObject = {"redacted_at": now, **({"deleted_at": now} if why == "deleted" else {})}
        return {"id": post_id, "action": "delete", "created_at": moment(post.created_at), **when, "reason": why}
    if post.history[-1] != post_id:
        return {"id": post_id, "action": "rehydrate", "created_at": moment(post.created_at), "reason": "edited"}
    return None
