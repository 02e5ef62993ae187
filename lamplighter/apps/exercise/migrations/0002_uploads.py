import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

STATES = [('draft', 'draft'), ('aside', 'set aside'), ('approved', 'approved'), ('retired', 'retired')]


def set_aside(apps, schema_editor):
    """Drafts that another file took the place of were called reviewed, which nobody had done."""
    apps.get_model('exercise', 'ScenarioVersion').objects.filter(state='reviewed').update(state='aside')


class Migration(migrations.Migration):

    dependencies = [
        ('cities', '0002_letters_leave_later'),
        ('exercise', '0001_exercises'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('content', models.BinaryField()),
                ('columns', models.JSONField(default=dict)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cities.organisation')),
            ],
            options={
                'ordering': ('-made_at', '-pk'),
            },
        ),
        migrations.AlterField(
            model_name='scenarioversion',
            name='state',
            field=models.CharField(choices=STATES, default='draft', max_length=10),
        ),
        migrations.RunPython(set_aside, migrations.RunPython.noop),
    ]
