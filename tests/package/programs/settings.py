"""Settings out of the environment, with pydantic-settings."""

import os
from datetime import timedelta

from pydantic import HttpUrl, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix='SHOP_', env_nested_delimiter='__')
    url: HttpUrl
    key: SecretStr
    patience: timedelta = timedelta(seconds=5)
    limits: dict[str, int] = {}


os.environ.update(SHOP_URL='https://example.org/a', SHOP_KEY='secret', SHOP_PATIENCE='PT2M', SHOP_LIMITS__ORDERS='7')
print(repr(Settings()))
os.environ['SHOP_LIMITS__ORDERS'] = 'many'
try:
    Settings()
except ValidationError as error:
    print(error)
